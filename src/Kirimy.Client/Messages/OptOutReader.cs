using System.Text;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Messages;

/// <summary>
/// Reads the numbers of an opt-out list: a contact file by its rules, or one number a line. Comments begin with <c>#</c>, at the start of a
/// line or after a space.
/// </summary>
/// <param name="content">The text of the list.</param>
/// <param name="path">Its name.</param>
/// <param name="region">The country of numbers written without a country code.</param>
internal sealed class OptOutReader(string content, string path, string region)
{
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    private readonly List<string> lines = [.. LinesOf(content)];

    /// <summary>The numbers as they are written, each with its line.</summary>
    /// <param name="column">The column with the numbers; null to choose it as in a contact file.</param>
    /// <exception cref="KirimyException">OPT_OUT_INVALID: a table whose numbers can't be found or read.</exception>
    public IReadOnlyList<(int Line, string Number)> Read(string? column)
    {
        var first = lines.FindIndex(line => line.Length > 0);
        if (first < 0)
        {
            return [];
        }

        // Comments became blank lines, so that rows keep their numbers.
        var table = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\n", lines)));
        var options = new ContactFileOptions
        {
            NumberColumn = column,
            Region = region,
            ReadsAllNumbers = true,
        };
        try
        {
            using var file = ContactFile.Open(table, path, options, CancellationToken.None);
            return [.. file.ReadAllNumbers()];
        }
        catch (KirimyException exception)
            when (exception.Code == NumberReason.NoNumberColumn && column is null && lines[first].IndexOfAny(Delimiters) < 0)
        {
            // No header, and one column: a number a line.
            return [.. lines.Select((text, index) => (Line: index + 1, Number: text)).Where(line => line.Number.Length > 0)];
        }
        catch (KirimyException exception)
        {
            throw new KirimyException(
                ErrorCode.OptOutInvalid,
                exception.Code == NumberReason.NoNumberColumn
                    ? Text.OptOut_NoColumn.With(path, first + 1)
                    : Text.OptOut_Table.With(exception.Message),
                exception
            );
        }
    }

    private static IEnumerable<string> LinesOf(string content)
    {
        using var reader = new StringReader(content);
        var isQuoted = false;
        while (reader.ReadLine() is { } line)
        {
            // Within a cell that goes on in the next line, # is text.
            var text = isQuoted ? line : WithoutComment(line).Trim(' ', '\uFEFF');
            isQuoted ^= text.Count(c => c == '"') % 2 == 1;
            yield return !isQuoted && string.IsNullOrWhiteSpace(text) ? string.Empty : text;
        }
    }

    private static string WithoutComment(string text)
    {
        var sign = text.IndexOf('#');
        return sign == 0 || (sign > 0 && char.IsWhiteSpace(text[sign - 1]) && text.IndexOf('"', 0, sign) < 0)
            ? text.Substring(0, sign)
            : text;
    }
}
