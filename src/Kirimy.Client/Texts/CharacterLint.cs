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
        var findings = new TextFindings(MessageText.WithLineFeeds(text ?? string.Empty));
        Find(TextFindingCode.ControlCharacters, ControlCharacters.IndexIn(findings.Text), Text.Lint_ControlCharacters);
        Find(TextFindingCode.ReplacementCharacter, findings.Text.IndexOf(ReplacementCharacter), Text.Lint_ReplacementCharacter);
        Find(TextFindingCode.Mojibake, Mojibake.IndexIn(findings.Text), Text.Lint_Mojibake);
        return findings.InOrder();

        void Find(string code, int index, string sentence)
        {
            if (index >= 0)
            {
                findings.AddAt(code, index, sentence);
            }
        }
    }
}
