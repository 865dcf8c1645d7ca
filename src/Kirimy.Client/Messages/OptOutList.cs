using System.Security;
using Kirimy.Client.Contacts;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Messages;

/// <summary>Deny list: the numbers of people who don't want messages. Needs about 30 bytes per number. Immutable and thread-safe.</summary>
internal sealed class OptOutList
{
    private const int MaxNamed = 10;

    private readonly HashSet<ulong> numbers;

    private OptOutList(HashSet<ulong> numbers) => this.numbers = numbers;

    public int Count => numbers.Count;

    /// <summary>
    /// Reads a list: one number per line in any spelling, or a table whose number column is chosen as in a contact file
    /// (<see cref="NumberColumns"/>). All phone numbers of a row are added. Blank lines, rows without a number and comments (<c>#</c> at the
    /// start of a line or after a space) are skipped.
    /// </summary>
    /// <exception cref="KirimyException">
    /// OPT_OUT_UNREADABLE, or OPT_OUT_INVALID if a number can't be read, because an opt-out must not be ignored. Both name the file and the
    /// line.
    /// </exception>
    public static OptOutList Load(string path, string region = PhoneRegion.Indonesia, string? column = null)
    {
        try
        {
            // Only digits matter, so letters in another encoding do no harm.
            var content = File.ReadAllText(path);
            return Read(new OptOutReader(content, path, region).Read(column), region, path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException || path.Length == 0)
        {
            throw new KirimyException(ErrorCode.OptOutUnreadable, Text.OptOut_Unreadable.With(path, exception.Message), exception);
        }
    }

    public bool Contains(string recipient) =>
        ulong.TryParse(recipient, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && numbers.Contains(number);

    private static OptOutList Read(IReadOnlyList<(int Line, string Number)> list, string region, string path)
    {
        var read = new HashSet<ulong>();
        var wrong = new List<int>();
        string? advice = null;
        foreach (var (line, text) in list)
        {
            var number = PhoneNumberReader.Read(text, region);
            if (number.E164 is { } e164)
            {
                read.Add(ulong.Parse(e164[1..], NumberStyles.None, CultureInfo.InvariantCulture));
            }
            else
            {
                advice ??= number.Advice;
                wrong.Add(line);
            }
        }

        return wrong.Count == 0 ? new OptOutList(read) : throw Invalid(path, wrong, advice!);
    }

    private static KirimyException Invalid(string path, List<int> lines, string advice)
    {
        var sentence = Text.OptOut_Invalid.With(path, lines[0], advice);
        if (lines.Count > 1)
        {
            var others = string.Join(", ", lines.Skip(1).Take(MaxNamed)) + (lines.Count > MaxNamed + 1 ? ", …" : string.Empty);
            sentence += " " + Text.OptOut_MoreInvalid.With(others, lines.Count);
        }

        return new KirimyException(ErrorCode.OptOutInvalid, sentence);
    }
}

internal sealed class OptOutReader(string content, string path, string region)
{
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    private readonly List<string> lines = [.. LinesOf(content)];

    public IReadOnlyList<(int Line, string Number)> Read(string? column)
    {
        var first = lines.FindIndex(line => line.Length > 0);
        if (first < 0)
        {
            return [];
        }

        // Comments were replaced by blank lines, so rows keep their numbers.
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
            // One column without a header: one number per line.
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
            // In a quoted cell with line breaks, # is text.
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
