using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Output;

/// <summary>Warns of what WhatsApp will most likely not show as it was meant: of each kind once, however many texts have it.</summary>
/// <param name="cmdlet">Writes the warnings.</param>
internal sealed class TextWarnings(Cmdlet cmdlet)
{
    /// <summary>So many different texts tell what there is to tell; a list of any length is what Test-KirimyMessage looks through.</summary>
    private const int MostTexts = 1000;

    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private string? latest;
    private int texts;

    /// <summary>Looks through a text, if it is another one than the last.</summary>
    /// <param name="text">The text.</param>
    public void Look(string text)
    {
        if (texts < MostTexts && !ReferenceEquals(text, latest))
        {
            texts++;
            latest = text;
            Say(TextLint.Check(text));
        }
    }

    /// <summary>Looks through a template.</summary>
    /// <param name="template">The template.</param>
    public void Look(MessageTemplate template) => Say(TextLint.Check(template));

    private void Say(IEnumerable<TextFinding> findings)
    {
        foreach (var finding in findings)
        {
            if (said.Add(finding.Code))
            {
                cmdlet.WriteWarning(Text.Send_Lint.With(finding.Message));
            }
        }
    }
}
