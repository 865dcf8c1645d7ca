using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Completion;

/// <summary>
/// Completes the column of the phone numbers: from the file that the cmdlet reads, or from what is piped in. Likely columns come first.
/// </summary>
internal sealed class NumberColumnCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var path = parameters["LiteralPath"] ?? parameters["Path"];
        var columns = path is null ? PipedColumns.Of(command) : Read(path, parameters);
        return Ordered(columns);
    }

    /// <summary>The columns of a file, those that may hold phone numbers first.</summary>
    internal static IEnumerable<Candidate> Ordered(IEnumerable<string> columns) =>
        columns.OrderByDescending(NumberColumns.IsNumberHeading).Select(name => new Candidate(name));

    private static IReadOnlyList<string> Read(object path, IDictionary parameters)
    {
        var first = path is IList { Count: > 0 } list ? list[0] : path;
        return first?.ToString() is { Length: > 0 } file
            ? CsvHeader.Read(CompletionSession.ResolvePath(file), parameters["Delimiter"]?.ToString())
            : [];
    }
}

/// <summary>Completes the column of the phone numbers in the opt-out list that -OptOutPath names.</summary>
internal sealed class OptOutColumnCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        parameters["OptOutPath"]?.ToString() is { Length: > 0 } path
            ? NumberColumnCompleter.Ordered(CsvHeader.Read(CompletionSession.ResolvePath(path), delimiter: null))
            : [];
}
