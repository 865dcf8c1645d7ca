using System.Text;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Messages;

/// <summary>Reads what should be numbers from the lines of an opt-out list, or from the column of one that is a CSV.</summary>
/// <param name="reader">The file.</param>
/// <param name="path">Its name.</param>
internal sealed class OptOutReader(TextReader reader, string path)
{
    private const string Declaration = "sep=";

    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    private int line;

    /// <summary>The numbers as they are written, each with its line.</summary>
    /// <exception cref="KirimyException">OPT_OUT_INVALID: it is a CSV, and none of its columns has a name that numbers have.</exception>
    public IEnumerable<(int Line, string Text)> Read()
    {
        char? delimiter = null;
        var column = -1;
        var isFirst = true;
        while (NextRecord() is var (start, record))
        {
            if (isFirst && record.StartsWith(Declaration, StringComparison.OrdinalIgnoreCase) && record.Length == Declaration.Length + 1)
            {
                delimiter = record[Declaration.Length];
                continue;
            }

            if (isFirst)
            {
                isFirst = false;
                delimiter ??= Delimiter(record);
                column = Column(Cells(record, delimiter));
                if (column >= 0)
                {
                    continue;
                }

                if (delimiter is not null)
                {
                    throw new KirimyException(
                        ErrorCode.OptOutInvalid,
                        Text.OptOut_NoColumn.With(path, start, string.Join(", ", ColumnName.OfNumber))
                    );
                }
            }

            if (column < 0)
            {
                yield return (start, record);
            }
            else if (Cells(record, delimiter) is var cells && !cells.TrueForAll(string.IsNullOrWhiteSpace))
            {
                yield return (start, column < cells.Count ? cells[column] : string.Empty);
            }
        }
    }

    /// <summary>The next line that is neither blank nor a comment, with those that its quoted cells go on in.</summary>
    private (int Line, string Text)? NextRecord()
    {
        while (reader.ReadLine() is { } text)
        {
            var start = ++line;
            text = WithoutComment(text).Trim(' ', '\uFEFF');
            if (text.Trim().Length == 0)
            {
                continue;
            }

            while (text.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
            {
                line++;
                text += "\n" + more;
            }

            return (start, text);
        }

        return null;
    }

    private static string WithoutComment(string text)
    {
        var sign = text.IndexOf('#');
        return sign == 0 || (sign > 0 && char.IsWhiteSpace(text[sign - 1]) && text.IndexOf('"', 0, sign) < 0)
            ? text.Substring(0, sign)
            : text;
    }

    private static char? Delimiter(string header)
    {
        var first = Delimiters.OrderByDescending(delimiter => header.Count(c => c == delimiter)).First();
        return header.Contains(first) ? first : null;
    }

    private static int Column(List<string> header) => ColumnName.FindFirst(ColumnName.OfNumber, header);

    private static List<string> Cells(string record, char? delimiter)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (isQuoted && c == '"' && i + 1 < record.Length && record[i + 1] == '"')
            {
                cell.Append(c);
                i++;
            }
            else if (c == '"' && (isQuoted || cell.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (c == delimiter && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
