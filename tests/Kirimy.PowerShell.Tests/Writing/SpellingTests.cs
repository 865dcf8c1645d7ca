using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Writing;

/// <summary>Resources and documents have no misspelled words, by the dictionaries of Hunspell and the project's word lists.</summary>
public sealed partial class SpellingTests
{
    private static readonly string? Hunspell = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "hunspell"))
        .FirstOrDefault(File.Exists);

    // Indonesian texts use English loanwords.
    [Theory]
    [InlineData("en_US", "words.en-US.txt", "src", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
    [InlineData("id_ID,en_US", "words.id.txt", "src", "docs", "README.id.md")]
    public async Task Words_are_spelled_as_in_the_dictionary(string dictionaries, string wordList, params string[] places)
    {
        Assert.SkipUnless(
            Hunspell is not null,
            "There is no Hunspell on this machine: apt-get install hunspell hunspell-en-us hunspell-id"
        );
        var isIndonesian = dictionaries != "en_US";
        var words = places
            .SelectMany(Prose.Files)
            .Where(path => path.EndsWith(".resx", StringComparison.Ordinal) || path.EndsWith(".md", StringComparison.Ordinal))
            .Where(path => Prose.IsIndonesian(path) == isIndonesian)
            .SelectMany(Words)
            .ToLookup(word => word.Word, word => word.Place, StringComparer.Ordinal);
        var list = Path.Combine(BuiltModule.RepositoryRoot, "tests", "Kirimy.PowerShell.Tests", "Writing", wordList);
        var known = File.ReadAllLines(list).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = await UnknownAsync([.. words.Select(word => word.Key).Where(word => !known.Contains(word))], dictionaries);

        // "file-nya", "cmdlet's": words with a suffix may be in no dictionary.
        var stems = unknown.Where(word => Suffix().IsMatch(word)).ToLookup(word => Suffix().Replace(word, string.Empty));
        var unknownStems = await UnknownAsync([.. stems.Select(stem => stem.Key).Where(stem => !known.Contains(stem))], dictionaries);
        unknown = [.. unknown.Except(stems.Where(stem => !unknownStems.Contains(stem.Key)).SelectMany(stem => stem))];
        Assert.True(
            unknown.Count == 0,
            string.Join(
                Environment.NewLine,
                unknown.Select(word => $"{words[word].First()}: '{word}' isn't in the dictionary or {wordList}")
            )
        );
    }

    [Fact]
    public async Task A_misspelled_word_is_found()
    {
        Assert.SkipUnless(
            Hunspell is not null,
            "There is no Hunspell on this machine: apt-get install hunspell hunspell-en-us hunspell-id"
        );
        Assert.Equal(["recieve"], await UnknownAsync(["recieve", "receive"], "en_US"));
        Assert.Equal(["pengirimann"], await UnknownAsync(["pengirimann", "pengiriman", "receive"], "id_ID,en_US"));
    }

    /// <summary>The words of a file, without names, paths, parameters and placeholders.</summary>
    private static IEnumerable<(string Word, string Place)> Words(string path)
    {
        var prose = Prose.Read(path);
        return Word().Matches(prose).Select(match => (match.Value, $"{path}:{1 + prose.AsSpan(0, match.Index).Count('\n')}"));
    }

    /// <summary>Returns the words that Hunspell doesn't recognize.</summary>
    private static async Task<List<string>> UnknownAsync(IReadOnlyList<string> words, string dictionaries)
    {
        var start = new ProcessStartInfo(Hunspell!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            ArgumentList = { "-i", "utf-8", "-d", dictionaries, "-l" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(string.Join('\n', words) + "\n");
        process.StandardInput.Close();
        var unknown = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return [.. words.Where(unknown.Contains)];
    }

    [GeneratedRegex(
        @"(?<![\w\-$./:@{\[\\%#])[A-Z]?[a-z]+(['’][a-z]+)?(-[a-z]+)*(?![\w@=/\\(\]]|[.:]\w)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Word();

    [GeneratedRegex("-?nya$|['’]s$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
