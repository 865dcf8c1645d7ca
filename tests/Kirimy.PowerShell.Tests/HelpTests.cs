using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests that the pages in docs/help, as Get-Help shows them, agree with the cmdlets, as Get-Command shows them.</summary>
public sealed partial class HelpTests(SharedSession shared) : IClassFixture<SharedSession>
{
    private static readonly string Pages = Path.Combine(BuiltModule.RepositoryRoot, "docs", "help", "en-US");
    private readonly PowerShellSession session = shared.Session;

    public static TheoryData<string> Commands { get; } = [.. ModuleManifest.Cmdlets];

    [Fact]
    public void Every_command_has_a_page_and_every_page_a_command() =>
        Assert.Equal(
            ModuleManifest.Cmdlets,
            Directory
                .GetFiles(Pages, "*.md")
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Where(n => !n.StartsWith("about_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_comes_from_the_pages_and_is_not_generated_by_PowerShell(string name)
    {
        var help = Help(name);
        Assert.Contains("MamlCommandHelpInfo", help.TypeNames);
        var synopsis = Text(help, "Synopsis");
        Assert.NotEmpty(synopsis);
        Assert.DoesNotContain(name, synopsis, StringComparison.Ordinal);
        Assert.NotEmpty(Items(At(help, "description")));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_session_in_Indonesian_shows_all_help_in_Indonesian(string name)
    {
        // PowerShell caches the help of a session in its first language.
        using var indonesian = PowerShellSession.Open();
        var help = Help(indonesian, name, "id-ID");
        var page = File.ReadAllText(Path.Combine(Pages, "..", "id-ID", name + ".md")).ReplaceLineEndings("\n");
        Assert.Contains($"## SYNOPSIS\n\n{Text(help, "Synopsis")}\n\n## SYNTAX", page, StringComparison.Ordinal);
        Assert.Equal(ParameterNames(Help(name)), ParameterNames(help));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_syntax_equals_that_of_Get_Command(string name)
    {
        var command = Command(name);
        var expected = command.ParameterSets.Select(s =>
            (
                Name: command.ParameterSets.Count == 1 ? null : s.Name + (s.IsDefault ? " (Default)" : string.Empty),
                Syntax: $"{name} {WithoutHidden(s)}"
            )
        );
        var page = File.ReadAllText(Path.Combine(Pages, name + ".md")).ReplaceLineEndings("\n");
        var section = page[
            page.IndexOf("## SYNTAX\n", StringComparison.Ordinal)..page.IndexOf("## DESCRIPTION\n", StringComparison.Ordinal)
        ];
        var shown = SyntaxBlock()
            .Matches(section)
            .Select(m =>
                (Name: m.Groups["set"].Success ? m.Groups["set"].Value : null, Syntax: Spaces().Replace(m.Groups["syntax"].Value, " "))
            );
        Assert.Equal(expected.OrderBy(s => s.Name, StringComparer.Ordinal), shown.OrderBy(s => s.Name, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Exactly_the_parameters_of_the_command_are_documented(string name)
    {
        var help = Help(name);
        var documented = Items(At(help, "parameters", "parameter")).ToDictionary(p => Text(p, "name"));
        var expected = OwnParameters(Command(name)).Select(p => p.Name).Distinct();
        Assert.Equal(expected.Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(documented.Values, p => Assert.NotEmpty(Items(At(p, "description"))));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_metadata_of_every_parameter_equals_the_command(string name)
    {
        var command = Command(name);
        var instance = Activator.CreateInstance(command.ImplementingType);
        var items = Items(At(Help(name), "syntax", "syntaxItem")).ToArray();
        Assert.Equal(command.ParameterSets.Count, items.Length);
        foreach (var set in command.ParameterSets)
        {
            var parameters = OwnParameters(set).ToDictionary(p => p.Name);
            var item = Assert.Single(items, i => Documented(i).Select(p => Text(p, "name")).SequenceEqual(InOrder(set, parameters.Keys)));
            foreach (var documented in Documented(item))
            {
                var parameter = parameters[Text(documented, "name")];
                Assert.Equal(Describe(parameter), Describe(documented));
                AssertDefault(command.ImplementingType.GetProperty(parameter.Name)?.GetValue(instance), documented);
            }
        }

        (instance as IDisposable)?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_page_has_three_examples_with_existing_commands_and_parameters(string name)
    {
        var examples = Items(At(Help(name), "examples", "example")).ToArray();
        Assert.True(examples.Length >= 3, $"{examples.Length} examples.");
        foreach (var example in examples)
        {
            Assert.NotEmpty(Items(At(example, "remarks")));
            AssertRunnable(Text(example, "code").Split("\n\n")[0]);
        }

        Assert.Contains(examples, e => Text(e, "code").Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Inputs_and_outputs_equal_those_of_the_command(string name)
    {
        var command = Command(name);
        var help = Help(name);
        var inputs = OwnParameters(command)
            .Where(p => p.ValueFromPipeline)
            .Select(p => p.ParameterType.GetElementType() ?? p.ParameterType)
            .Distinct()
            .ToArray();
        var documented = TypeNames(help, "inputTypes", "inputType");
        if (inputs.Any(t => t == typeof(object) || t == typeof(PSObject)))
        {
            // The parameter accepts any object, and the page documents the supported types.
            Assert.DoesNotContain("None", documented);
            Assert.All(documented, t => Assert.NotNull(LanguagePrimitives.ConvertTo<Type>(t)));
        }
        else
        {
            Assert.Equal(OrNone(inputs.Select(t => t.FullName!)), documented);
        }

        var outputs = command.OutputType.Select(t => t.Name).Where(t => t != typeof(void).FullName);
        Assert.Equal(OrNone(outputs), TypeNames(help, "returnValues", "returnValue"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Links_lead_to_existing_pages(string name)
    {
        var links = Items(At(Help(name), "relatedLinks", "navigationLink")).Select(l => Text(l, "linkText")).ToArray();
        Assert.Equal("Online Version:", links[0]);
        Assert.NotEmpty(links[1..]);
        Assert.All(links[1..], l => Assert.True(File.Exists(Path.Combine(Pages, l + ".md")), l));
    }

    [Fact]
    public void No_page_documents_common_parameters()
    {
        var maml = File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", "Kirimy.PowerShell.dll-Help.xml"));
        Assert.DoesNotContain("ProgressAction", maml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_lists_the_simulated_numbers_of_the_sandbox()
    {
        var expected = session
            .Run(
                """
                [cultureinfo]::CurrentUICulture = 'en-US'
                $sandbox = Start-KirimySandbox
                $sandbox.SimulatedNumbers | ForEach-Object {
                    $code = if ($_.ErrorCode) { ", $($_.ErrorCode)" }
                    "- $($_.Number) $($_.Name): $($_.Status)$code. $($_.Description)"
                }
                $sandbox | Stop-KirimySandbox
                """
            )
            .Clean()
            .As<string>();
        var shown = Items(At(Help("Get-KirimySandbox"), "description")).SelectMany(p => Text(p, "Text").Split('\n'));
        Assert.Equal(expected, shown.Where(l => l.StartsWith("- 62", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_topic_about_the_module_is_found_by_name()
    {
        var text = Assert.Single(session.Run("Get-Help about_Kirimy").Clean().As<string>());
        Assert.Contains("SHORT DESCRIPTION", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.All(ModuleManifest.Cmdlets, c => Assert.Contains(c, text, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"(?:^### (?<set>[^\n]+)\n\n)?^```\n(?<syntax>.*?)\n```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SyntaxBlock();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    private static IEnumerable<CommandParameterInfo> OwnParameters(CommandParameterSetInfo set) =>
        set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !IsHidden(p));

    private static bool IsHidden(CommandParameterInfo parameter) => parameter.Attributes.OfType<ParameterAttribute>().Any(a => a.DontShow);

    /// <summary>The syntax of a parameter set; Get-Command shows hidden parameters there, too.</summary>
    private static string WithoutHidden(CommandParameterSetInfo set) =>
        set
            .Parameters.Where(IsHidden)
            .Aggregate(set.ToString(), (syntax, p) => Regex.Replace(syntax, $@" \[-{p.Name}( <[^>]*>)?\]", string.Empty));

    private static IEnumerable<CommandParameterInfo> OwnParameters(CommandInfo command) => command.ParameterSets.SelectMany(OwnParameters);

    /// <summary>The names in the order of Get-Command -Syntax; another test compares the order of the page.</summary>
    private static IEnumerable<string> InOrder(CommandParameterSetInfo set, IEnumerable<string> names)
    {
        var syntax = " " + set;
        return names.OrderBy(n => Regex.Match(syntax, $@"[ \[]-{n}\b", RegexOptions.None, TimeSpan.FromSeconds(1)).Index);
    }

    private static IEnumerable<PSObject> Documented(PSObject syntaxItem) => Items(At(syntaxItem, "parameter"));

    private static string Describe(CommandParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string[] how =
        [
            .. parameter.ValueFromPipelineByPropertyName ? ["ByPropertyName"] : Array.Empty<string>(),
            .. parameter.ValueFromPipeline ? ["ByValue"] : Array.Empty<string>(),
        ];
        var element = type.GetElementType() ?? type;
        var values =
            parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault()?.ValidValues
            ?? (element.IsEnum ? Enum.GetNames(element) : []);
        return Describe(
            parameter.Name,
            type.Name,
            parameter.IsMandatory,
            parameter.Position == int.MinValue ? "named" : $"{parameter.Position}",
            how.Length == 0 ? "False" : $"True ({string.Join(", ", how)})",
            parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases),
            parameter.Attributes.Any(a => a is SupportsWildcardsAttribute),
            values
        );
    }

    private static string Describe(PSObject documented) =>
        Describe(
            Text(documented, "name"),
            Text(documented, "type", "name"),
            bool.Parse(Text(documented, "required")),
            Text(documented, "position"),
            Text(documented, "pipelineInput"),
            Text(documented, "aliases"),
            bool.Parse(Text(documented, "globbing")),
            Items(At(documented, "parameterValueGroup", "parameterValue")).Select(v => (string)v.BaseObject)
        );

    private static string Describe(
        string name,
        string type,
        bool required,
        string position,
        string pipeline,
        string aliases,
        bool wildcards,
        IEnumerable<string> values
    ) =>
        $"-{name}: {type}, required {required}, position {position}, pipeline {pipeline}, aliases {aliases}, wildcards {wildcards}, values {string.Join('|', values)}";

    /// <summary>
    /// If the cmdlet initializes a parameter, the page has that value as its default; otherwise the default is determined later.
    /// </summary>
    private static void AssertDefault(object? value, PSObject documented)
    {
        var text = value switch
        {
            null => null,
            IEnumerable list and not string => string.Join(", ", list.Cast<object>()),
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };
        if (text is not null)
        {
            var expected = text.Length == 0 ? "None" : text;
            Assert.Equal($"{Text(documented, "name")}: {expected}", $"{Text(documented, "name")}: {Text(documented, "defaultValue")}");
        }
    }

    private static string[] OrNone(IEnumerable<string> types)
    {
        var names = types.Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? ["None"] : names;
    }

    private static string[] TypeNames(PSObject help, string list, string item) =>
        [.. Items(At(help, list, item)).Select(i => Text(i, "type", "name")).Order(StringComparer.Ordinal)];

    private static string Text(PSObject item, params string[] path) => At(item, path)?.ToString()?.Trim() ?? string.Empty;

    /// <summary>A member of a member and so on; null if the help lacks one.</summary>
    private static object? At(PSObject item, params string[] path) =>
        path.Aggregate((object?)item, (found, name) => found is null ? null : PSObject.AsPSObject(found).Properties[name]?.Value);

    /// <summary>An element that occurs once is an object; otherwise it is an array.</summary>
    private static IEnumerable<PSObject> Items(object? value) =>
        LanguagePrimitives.GetEnumerable(value)?.Cast<object>().Select(PSObject.AsPSObject)
        ?? (value is null ? [] : [PSObject.AsPSObject(value)]);

    private CmdletInfo Command(string name) =>
        Assert.Single(session.Run("param($name) Get-Command $name", ("name", name)).Clean().As<CmdletInfo>());

    private PSObject Help(string name) => Help(session, name);

    private static PSObject Help(PowerShellSession session, string name, string culture = "en-US") =>
        Assert.Single(
            session
                .Run(
                    """
                    param($name, $culture)
                    [cultureinfo]::CurrentUICulture = $culture
                    try { Get-Help $name -Full } finally { [cultureinfo]::CurrentUICulture = 'en-US' }
                    """,
                    ("name", name),
                    ("culture", culture)
                )
                .Clean()
                .Output
        );

    private static string[] ParameterNames(PSObject help) => [.. Items(At(help, "parameters", "parameter")).Select(p => Text(p, "name"))];

    private void AssertRunnable(string code)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        foreach (var call in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (call.GetCommandName() is { } name && name.Contains("-Kirimy", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Contains(name, ModuleManifest.Cmdlets);
                var parameters = Command(name).Parameters.Keys;
                Assert.All(call.CommandElements.OfType<CommandParameterAst>(), p => Assert.Contains(p.ParameterName, parameters));
            }
        }
    }
}
