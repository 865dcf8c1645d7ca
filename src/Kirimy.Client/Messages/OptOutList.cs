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
    /// Reads a list: one number a line in any spelling, or a CSV with a column of numbers under one of the usual names
    /// (<see cref="ColumnName.OfNumber"/>). Blank lines, and what stands behind a <c>#</c> at the begin of a line or after a space, are left out.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="region">The country of numbers written without a country code, as ISO 3166-1 alpha-2.</param>
    /// <exception cref="KirimyException">
    /// OPT_OUT_UNREADABLE, or OPT_OUT_INVALID where a line is no number: a wish that is not understood must not be ignored. Both name the
    /// file, and the line.
    /// </exception>
    public static OptOutList Load(string path, string region = PhoneRegion.Indonesia)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        try
        {
            // Only digits matter: letters of another encoding do no harm.
            using var reader = new StreamReader(path, detectEncodingFromByteOrderMarks: true);
            return Read(new OptOutReader(reader, path), region, path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException || path.Length == 0)
        {
            throw new KirimyException(ErrorCode.OptOutUnreadable, Text.OptOut_Unreadable.With(path, exception.Message), exception);
        }
    }

    /// <summary>Whether a number is on the list.</summary>
    /// <param name="receive">The number as the service takes it, <c>62…</c>.</param>
    public bool Contains(string receive) =>
        ulong.TryParse(receive, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && numbers.Contains(number);

    private static OptOutList Read(OptOutReader reader, string region, string path)
    {
        var read = new HashSet<ulong>();
        var wrong = new List<int>();
        string? advice = null;
        foreach (var (line, text) in reader.Read())
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
