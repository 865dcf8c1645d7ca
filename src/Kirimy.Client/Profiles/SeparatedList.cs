namespace Kirimy.Client.Profiles;

/// <summary>Several values in one text, as an environment variable holds them.</summary>
public static class SeparatedList
{
    private static readonly char[] Separators = [',', ';', '\r', '\n'];

    /// <summary>The values between commas, semicolons and line breaks, without white space around them; none if the text is blank.</summary>
    public static IEnumerable<string> Split(string? text) =>
        (text ?? string.Empty).Split(Separators).Select(static value => value.Trim()).Where(static value => value.Length > 0);
}
