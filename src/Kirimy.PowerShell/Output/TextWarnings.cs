using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// Warns about texts that recipients will probably not see as intended, before they are sent: once for each kind, however many texts
/// are affected.
/// </summary>
/// <param name="warn">Writes a warning.</param>
internal sealed class TextWarnings(Action<string> warn)
{
    /// <summary>The number of texts that are checked; Test-KirimyMessage checks all.</summary>
    private const int MaxTexts = 1000;

    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private string? latestText;
    private string? latestFormatted;
    private int texts;

    /// <summary>Checks a text for damaged characters and for characters that are removed.</summary>
    /// <param name="text">The original text.</param>
    public void CheckCharacters(string? text)
    {
        if (!ReferenceEquals(text, latestText))
        {
            latestText = text;
            Write(CharacterLint.Check(text));
        }
    }

    /// <summary>Checks a text for formatting that WhatsApp won't show as intended.</summary>
    /// <param name="text">The text as it is sent.</param>
    public void CheckFormatting(string text)
    {
        if (texts < MaxTexts && !ReferenceEquals(text, latestFormatted))
        {
            texts++;
            latestFormatted = text;
            Write(TextLint.Check(text));
        }
    }

    /// <summary>Checks the text of a template for the same.</summary>
    /// <param name="template">The template.</param>
    public void CheckFormatting(MessageTemplate template) => Write(TextLint.Check(template));

    /// <summary>Writes existing findings.</summary>
    /// <param name="findings">The findings.</param>
    public void Write(IEnumerable<TextFinding> findings)
    {
        foreach (var finding in findings)
        {
            if (written.Add(finding.Code))
            {
                warn(Text.Send_Lint.With(finding.Message));
            }
        }
    }
}
