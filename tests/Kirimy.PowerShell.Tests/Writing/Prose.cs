using System.Text.RegularExpressions;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Writing;

/// <summary>Extracts what people read from the files of the repository: values of resources, Markdown without code, and comments.</summary>
internal static partial class Prose
{
    private static readonly HashSet<string> SkippedFolders = ["bin", "obj", "out", "TestResults", "Corpus", "packages"];

    /// <summary>The paths, relative to the repository, of the files under a folder or of a file.</summary>
    public static IEnumerable<string> Files(string start)
    {
        var root = Path.Combine(BuiltModule.RepositoryRoot, start);
        return (File.Exists(root) ? [root] : Walk(root))
            .Select(path => Path.GetRelativePath(BuiltModule.RepositoryRoot, path).Replace('\\', '/'))
            .Where(path => Pattern(path) is not null);
    }

    /// <summary>Reads a file and blanks out everything but its prose, so that lines keep their numbers.</summary>
    public static string Read(string path) => Mask(path, File.ReadAllText(Path.Combine(BuiltModule.RepositoryRoot, path)));

    /// <summary>Blanks out everything but the prose of a text.</summary>
    /// <param name="path">The path, whose extension determines the format.</param>
    /// <param name="text">The text.</param>
    public static string Mask(string path, string text)
    {
        var masked = Blank(text).ToCharArray();
        foreach (var part in Pattern(path)!.Matches(text).SelectMany(match => match.Groups["prose"].Captures))
        {
            Markup().Replace(part.Value, match => Blank(match.Value)).CopyTo(0, masked, part.Index, part.Length);
        }

        return new string(masked);
    }

    /// <summary>Whether a file is in Indonesian, by its path.</summary>
    public static bool IsIndonesian(string path) =>
        path.Contains("id-ID/", StringComparison.Ordinal) || path.Contains(".id.", StringComparison.Ordinal);

    private static IEnumerable<string> Walk(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).Where(sub => !SkippedFolders.Contains(Path.GetFileName(sub))).SelectMany(Walk));

    private static Regex? Pattern(string path) =>
        Path.GetExtension(path) switch
        {
            ".md" => Markdown(),
            ".resx" => Resources(),
            ".ps1xml" or ".xslt" => Labels(),
            ".csproj" or ".props" or ".targets" or ".html" => XmlComments(),
            ".cs" or ".js" or ".css" => SlashComments(),
            ".ps1" or ".psm1" or ".psd1" or ".yml" or ".yaml" or ".sh" => HashComments(),
            _ => null,
        };

    private static string Blank(string text) => NotLineBreak().Replace(text, " ");

    [GeneratedRegex(@"[^\r\n]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotLineBreak();

    // Code in a comment or a document, tags, and the marks at the start of comments.
    [GeneratedRegex(
        @"<(?<tag>c|code)>[\s\S]*?</\k<tag>>|</?[A-Za-z][^<>]*>|`[^`\n]*`|^\s*(///?|\#+|\*+)(?=\s)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"^[ \t]*(?<fence>```+|~~~+)[\s\S]*?^[ \t]*\k<fence>[ \t]*$|(?<prose>[^\n]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Markdown();

    [GeneratedRegex(@"<value>(?<prose>[^<]*)</value>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Resources();

    [GeneratedRegex(
        @"<!--(?<prose>[\s\S]*?)-->|<(Label|Text)>(?<prose>[^<]*)</(Label|Text)>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Labels();

    [GeneratedRegex(@"<!--(?<prose>[\s\S]*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex XmlComments();

    // Strings come first, because they may contain the marks of a comment.
    [GeneratedRegex(
        """"(?<quotes>"{3,})[\s\S]*?\k<quotes>|@\$?"(""|[^"])*"|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'|(?<prose>//[^\n]*|/\*[\s\S]*?\*/)"""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex SlashComments();

    [GeneratedRegex(
        """@'[\s\S]*?\n'@|@"[\s\S]*?\n"@|'[^']*'|"(`.|[^"`])*"|(?<prose><\#[\s\S]*?\#>|(?<![^\s;])\#[^\n]*)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex HashComments();
}
