namespace Kirimy.Client.Texts;

/// <summary>Finds characters that were damaged before the text came here, and those that aren't sent.</summary>
public static class CharacterLint
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>Looks through a text.</summary>
    /// <param name="text">The text as it was given: what is removed from it before it is sent is reported, too.</param>
    /// <returns>The findings in the order of the text, one of each code at most.</returns>
    public static IReadOnlyList<TextFinding> Check(string? text)
    {
        if (text is null)
        {
            return [];
        }

        var lines = MessageText.WithLineFeeds(text);
        var control = ControlCharacters.IndexIn(lines);
        var replaced = lines.IndexOf(ReplacementCharacter);
        var mojibake = Mojibake.FindIn(lines);
        if (control < 0 && replaced < 0 && mojibake is null)
        {
            return [];
        }

        var findings = new TextFindings(lines);
        if (control >= 0)
        {
            findings.AddAt(TextFindingCode.ControlCharacters, control, Text.Lint_ControlCharacters);
        }

        if (replaced >= 0)
        {
            findings.AddAt(TextFindingCode.ReplacementCharacter, replaced, Text.Lint_ReplacementCharacter);
        }

        if (mojibake is not null)
        {
            findings.AddAt(TextFindingCode.Mojibake, mojibake.Index, Text.Lint_Mojibake);
        }

        return findings.InOrder();
    }
}
