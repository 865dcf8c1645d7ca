using System.Text;
using Kirimy.HelpBuilder.Pages;

namespace Kirimy.HelpBuilder.Writing;

/// <summary>Writes an about topic as Get-Help shows it: the file unchanged.</summary>
internal static class AboutWriter
{
    private const int LineWidth = 80;
    private const int TextIndent = 4;

    /// <summary>The width of text in a line of 80 columns.</summary>
    public const int TextWidth = LineWidth - TextIndent;

    public static string Write(AboutTopic topic)
    {
        var text = new StringBuilder();
        Append(text, "TOPIC", topic.Name);
        Append(text, "SHORT DESCRIPTION", topic.ShortDescription);
        foreach (var section in topic.Sections)
        {
            Append(text, section.Title, [.. section.Paragraphs]);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, string title, params string[] paragraphs)
    {
        text.Append(title).Append('\n');
        foreach (var paragraph in paragraphs)
        {
            text.Append(PlainText.Indent(paragraph, TextIndent)).Append("\n\n");
        }
    }
}
