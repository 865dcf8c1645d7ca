namespace Kirimy.Client.Messages;

/// <summary>Finds what WhatsApp will most likely not show as it was meant.</summary>
public static class TextLint
{
    /// <summary>Looks through a text, or through the source of a template.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What was found, in the order of the text; empty when nothing was.</returns>
    public static IReadOnlyList<TextFinding> Check(string? text) => text is null or "" ? [] : new List<TextFinding>();

    /// <summary>Looks through a template: as <see cref="Check(string)"/>, but variables are what they are for.</summary>
    /// <param name="template">The template.</param>
    public static IReadOnlyList<TextFinding> Check(MessageTemplate template) => Check(template?.Source);
}
