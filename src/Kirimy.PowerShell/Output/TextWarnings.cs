using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// Warns of what recipients will most likely not see as it was meant, before the message goes out: of each kind once, however many texts
/// have it.
/// </summary>
/// <param name="warn">Writes a warning.</param>
internal sealed class TextWarnings(Action<string> warn)
{
    /// <summary>So many different texts tell what there is to tell; Test-KirimyMessage looks through a list of any length.</summary>
    private const int MaxTexts = 1000;

    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private string? latestText;
    private string? latestMarks;
    private int texts;

    /// <summary>Looks for damaged characters and for those that aren't sent.</summary>
    /// <param name="text">The text as it was given.</param>
    public void LookAtCharacters(string? text)
    {
        if (!ReferenceEquals(text, latestText))
        {
            latestText = text;
            Write(CharacterLint.Check(text));
        }
    }

    /// <summary>Looks for marks that WhatsApp won't show as they were meant.</summary>
    /// <param name="text">The text as it is sent.</param>
    public void LookAtMarks(string text)
    {
        if (texts < MaxTexts && !ReferenceEquals(text, latestMarks))
        {
            texts++;
            latestMarks = text;
            Write(TextLint.Check(text));
        }
    }

    /// <summary>Looks for the same in the text of a template.</summary>
    /// <param name="template">The template.</param>
    public void LookAtMarks(MessageTemplate template) => Write(TextLint.Check(template));

    /// <summary>Writes findings that were made elsewhere.</summary>
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
