using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests that English and Indonesian texts agree, and that the session's culture selects the language.</summary>
public sealed partial class LanguageTests
{
    /// <summary>Names and codes, which are the same in every language.</summary>
    private static readonly HashSet<string> Untranslated =
    [
        "API key",
        "Base URI",
        "BaseUri",
        "Batch",
        "Default",
        "ErrorCode",
        "Fingerprint",
        "HTTP",
        "Id",
        "Input",
        "Ledger",
        "MessageId / Error",
        "ms",
        "Ok",
        "Secret",
        "Status",
        "Valid",
        "Vault",
    ];

    /// <summary>Texts that are lines to run, which are the same in every language.</summary>
    private static readonly HashSet<string> Code = ["Action_SECRET_MANAGEMENT_MISSING", "Action_SECRET_VAULT_MISSING", "InboxPage_Try"];

    public static TheoryData<string> Projects { get; } = ["Kirimy.Client", "Kirimy.PowerShell", "Kirimy.Sandbox"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Both_languages_have_the_same_texts_with_the_same_placeholders(string project)
    {
        var english = Texts(project, "Text.resx");
        var indonesian = Texts(project, "Text.id.resx");
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), indonesian.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal((text.Key, Placeholders(text.Value)), (text.Key, Placeholders(indonesian[text.Key]))));
        Assert.All(indonesian, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Almost_every_text_differs_between_the_languages(string project)
    {
        var english = Texts(project, "Text.resx");
        var indonesian = Texts(project, "Text.id.resx");

        // An identical sentence wasn't translated; an identical name is allowed.
        var same = english
            .Where(text => text.Value.Count(c => c == ' ') > 2 && text.Value == indonesian[text.Key])
            .Select(text => text.Key);
        Assert.Empty(same.Except(Code));
    }

    [Fact]
    public void Every_label_of_a_view_is_translated_or_a_name()
    {
        var english = Labels("Kirimy.Format.ps1xml");
        var indonesian = Labels("id-ID", "Kirimy.Format.ps1xml");
        Assert.Equal(english.Count, indonesian.Count);
        Assert.Empty(
            english.Zip(indonesian).Where(pair => pair.First == pair.Second).Select(pair => pair.First).Except(Untranslated).Distinct()
        );
    }

    [Theory]
    [InlineData("en-US", "There is no text to send", "Kirimy")]
    [InlineData("id-ID", "Tidak ada teks", "id-ID")]
    [InlineData("id", "Tidak ada teks", "id-ID")]
    [InlineData("de-DE", "There is no text to send", "Kirimy")]
    public void The_culture_of_the_session_selects_the_language(string culture, string error, string folderOfViews)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            // The host takes its UI culture from its thread, like the session of a console.
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var session = PowerShellSession.Open(host: new RecordingHost { UICulture = CultureInfo.CurrentUICulture });
            var run = session.Run("Send-KirimyMessage -Recipient 081234567890 -Message '' -SessionId s -WhatIf");
            var record = Assert.Single(run.Errors);
            Assert.StartsWith("MESSAGE_EMPTY,", record.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(error, record.Exception.Message, StringComparison.Ordinal);

            var views = (string)Assert.Single(session.Run("(Get-Module -Name Kirimy).ExportedFormatFiles").Clean().Output).BaseObject;
            Assert.Equal(folderOfViews, Path.GetFileName(Path.GetDirectoryName(views)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("en-US", "The service")]
    [InlineData("id-ID", "Layanan")]
    public void Workers_use_the_UI_culture_of_the_session(string culture, string error)
    {
        // The culture is set only in the session, so every thread that creates a message must take it from there.
        const string Send = "Send-KirimyMessage -Recipient 6286000000302, 6286000000502 -Message x -Ledger None -MaximumRetryCount 0";
        using var session = PowerShellSession.Open();
        var run = session.Run(
            $"[cultureinfo]::CurrentUICulture = '{culture}'; $sandbox = Start-KirimySandbox -UseAsDefault; {Send}; $sandbox | Stop-KirimySandbox"
        );
        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, record => Assert.Contains(": " + error, record.Exception.Message, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Texts(string project, string file) =>
        XDocument
            .Load(Path.Combine(BuiltModule.RepositoryRoot, "src", project, "Resources", file))
            .Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    private static List<string> Labels(params string[] path) =>
        [
            .. XDocument
                .Load(Path.Combine([BuiltModule.Folder, .. path]))
                .Descendants()
                .Where(e => e.Name == "Label" || e.Name == "Text")
                .Select(e => e.Value),
        ];

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
