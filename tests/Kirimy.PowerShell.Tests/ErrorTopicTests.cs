using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>
/// Tests that about_Kirimy_Errors lists every code with the texts of the module. If the environment variable KIRIMY_WRITE_HELP is set, the
/// test writes the lists; otherwise it compares them.
/// </summary>
public sealed class ErrorTopicTests
{
    private const string Errors = "ErrorCode";
    private const string Numbers = "NumberReason";
    private const string NoCategory = "NotSpecified";

    /// <summary>Codes of results that aren't errors, and errors that fit no category.</summary>
    private static readonly string[] WithoutCategory =
    [
        "ALREADY_SENT",
        "IN_PROGRESS",
        "SUPPRESSED",
        "DUPLICATE",
        "OPTED_OUT",
        "WHAT_IF",
        "DECLINED",
        "INTERNAL_ERROR",
        "API_ERROR",
    ];

    public static TheoryData<string, string> Lists { get; } =
        new()
        {
            { "en-US", Errors },
            { "en-US", Numbers },
            { "id-ID", Errors },
            { "id-ID", Numbers },
        };

    [Fact]
    public void Every_code_has_a_meaning_and_an_action()
    {
        using var session = PowerShellSession.Open();
        var texts = Texts();
        var missing = Codes(Errors)
            .Concat(Codes(Numbers))
            .SelectMany(code => new[] { "Meaning_" + code, "Action_" + code })
            .Where(key => string.IsNullOrWhiteSpace(texts.GetString(key, CultureInfo.InvariantCulture)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_error_has_a_category()
    {
        using var session = PowerShellSession.Open();
        Assert.Equal(WithoutCategory.Order(StringComparer.Ordinal), Codes(Errors).Where(code => Category(code) == NoCategory));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_topic_has_every_code(string culture, string kind)
    {
        using var session = PowerShellSession.Open();
        var expected = List(kind, CultureInfo.GetCultureInfo(culture));
        var path = Path.Combine(BuiltModule.RepositoryRoot, "docs", "help", culture, "about_Kirimy_Errors.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = $"<!-- {kind}: written by ErrorTopicTests -->\n";
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = page.IndexOf($"<!-- end of {kind} -->\n", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("KIRIMY_WRITE_HELP") is { Length: > 0 })
        {
            File.WriteAllText(path, page[..from] + expected + page[to..]);
        }
        else
        {
            Assert.Equal(expected, page[from..to]);
        }
    }

    private static string List(string kind, CultureInfo culture)
    {
        var texts = Texts();
        var list = new StringBuilder("\n");
        foreach (var code in Codes(kind))
        {
            var category = Category(code) is { } known and not NoCategory ? $" ({known})" : string.Empty;
            var meaning = Escaped(texts.GetString("Meaning_" + code, culture)!);
            var action = Escaped(texts.GetString("Action_" + code, culture)!);
            list.Append(CultureInfo.InvariantCulture, $"### {code}{category}\n\n{meaning}\n\n{action}\n\n");
        }

        return list.ToString();
    }

    private static string[] Codes(string type) =>
        [
            .. Loaded("Kirimy")
                .GetType($"Kirimy.{type}", throwOnError: true)!
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => (string)f.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal),
        ];

    private static string Category(string code) =>
        Loaded("Kirimy.PowerShell")
            .GetType("Kirimy.PowerShell.Output.ErrorRecords", throwOnError: true)!
            .GetMethod("CategoryOf")!
            .Invoke(null, [code])!
            .ToString()!;

    private static ResourceManager Texts() => new("Kirimy.PowerShell.Text", Loaded("Kirimy.PowerShell"));

    private static Assembly Loaded(string name) => AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == name);

    /// <summary>The literal text, with Markdown characters escaped.</summary>
    private static string Escaped(string text) =>
        string.Concat(text.Select(c => @"\`*<[".Contains(c, StringComparison.Ordinal) ? $@"\{c}" : $"{c}"));
}
