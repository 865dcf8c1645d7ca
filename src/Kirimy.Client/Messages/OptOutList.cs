using System.Globalization;
using System.Security;
using Kirimy.Client.Contacts;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Messages;

/// <summary>The numbers that must not be written to.</summary>
/// <remarks>Takes some 30 bytes a number. Never changes, so any thread may use it.</remarks>
public sealed class OptOutList
{
    /// <summary>How many of the lines that can't be read an error names.</summary>
    private const int MostNamed = 10;

    private readonly HashSet<ulong> numbers;

    private OptOutList(HashSet<ulong> numbers) => this.numbers = numbers;

    /// <summary>How many different numbers it holds.</summary>
    public int Count => numbers.Count;

    /// <summary>
    /// Reads a list: one number a line in any spelling, or a table whose number column is chosen as in a contact file
    /// (<see cref="NumberColumns"/>). Of a row with several phone numbers all are left out. Blank lines, rows without a number and comments
    /// (<c>#</c> at the start of a line or after a space) are skipped.
    /// </summary>
    /// <exception cref="KirimyException">
    /// OPT_OUT_UNREADABLE, or OPT_OUT_INVALID if a number can't be read: a wish that isn't understood must not be ignored. Both name the
    /// file, and the line.
    /// </exception>
    public static OptOutList Load(string path, string region = PhoneRegion.Indonesia, string? column = null)
    {
        try
        {
            // Only digits matter: letters of another encoding do no harm.
            var content = File.ReadAllText(path);
            return Read(new OptOutReader(content, path, region).Read(column), region, path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException || path.Length == 0)
        {
            throw new KirimyException(ErrorCode.OptOutUnreadable, Text.OptOut_Unreadable.With(path, exception.Message), exception);
        }
    }

    /// <summary>Whether a number is on the list.</summary>
    /// <param name="recipient">The number as the service takes it, <c>62…</c>.</param>
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
            var others = string.Join(", ", lines.Skip(1).Take(MostNamed)) + (lines.Count > MostNamed + 1 ? ", …" : string.Empty);
            sentence += " " + Text.OptOut_InvalidToo.With(others, lines.Count);
        }

        return new KirimyException(ErrorCode.OptOutInvalid, sentence);
    }
}
