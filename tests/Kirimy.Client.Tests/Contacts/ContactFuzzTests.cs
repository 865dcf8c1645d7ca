using System.Diagnostics;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

/// <summary>Fuzz tests: randomly damaged files of the corpus result in contacts, or an error with a known code.</summary>
public sealed class ContactFuzzTests
{
    private const int Files = 20_000;
    private const int Seed = 20261126;

    /// <summary>A timeout of more than 100 times the time that any file of the corpus needs on a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Known =
    [
        ErrorCode.FileEmpty,
        ErrorCode.FileNotText,
        ErrorCode.FileEncoding,
        ErrorCode.InvalidEncoding,
        ErrorCode.InvalidDelimiter,
        ErrorCode.ColumnUnnamed,
        ErrorCode.ColumnDuplicate,
        ErrorCode.ColumnNotFound,
        ErrorCode.RowRagged,
        ErrorCode.RowMalformed,
        ErrorCode.RowTooLong,
        ErrorCode.InputAmbiguous,
        NumberReason.NoNumberColumn,
    ];

    private static readonly byte[][] Pieces =
    [
        [(byte)'"'],
        [(byte)'"', (byte)'"'],
        [(byte)','],
        [(byte)';'],
        [(byte)'\t'],
        [(byte)'|'],
        [(byte)'\r'],
        [(byte)'\n'],
        [(byte)'\r', (byte)'\n'],
        [(byte)'#'],
        [0],
        [0xFF],
        [0x80],
        [0xC3, 0xA9],
        [0xE9],
        [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE],
        [0xEF, 0xBF, 0xBF],
        [0x1A],
        .. new[] { "sep=;\n", "wa", "name", "6.28E+12", "=\"0812\"", "081234567890", "\n\"a\nb\"," }.Select(
            System.Text.Encoding.ASCII.GetBytes
        ),
    ];

    [Fact]
    public void Every_damaged_file_has_a_defined_outcome()
    {
        var random = new Random(Seed);
        var corpus = CorpusFile
            .Names.Select(name => new CorpusFile(name))
            .Select(f => (Bytes: File.ReadAllBytes(f.Path), f.Options))
            .ToList();
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Files; i++)
        {
            var (bytes, options) = corpus[random.Next(corpus.Count)];
            var damaged = Damage(bytes, corpus[random.Next(corpus.Count)].Bytes, random);
            var from = Stopwatch.GetTimestamp();
            string outcome;
            try
            {
                outcome = Read(damaged, options);
            }
            catch (Exception exception) when (exception is not KirimyException)
            {
                throw new InvalidOperationException($"File {i}: {Convert.ToBase64String(damaged)}", exception);
            }

            Assert.True(Stopwatch.GetElapsedTime(from) < Longest, $"File {i} took too long: {Convert.ToBase64String(damaged)}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // The amount of damage is chosen so that some files are read and some are refused.
        Assert.InRange(outcomes["read"], Files / 10, Files * 9 / 10);
        Assert.True(outcomes.Count >= 10, string.Join(", ", outcomes));
    }

    private static string Read(byte[] bytes, ContactFileOptions options)
    {
        try
        {
            using var file = ContactFile.Open(new MemoryStream(bytes), "fuzz.csv", options, CancellationToken.None);
            var count = 0;
            foreach (var contact in file.Read(CancellationToken.None))
            {
                count++;
                Assert.Equal(contact.IsValid, contact.Recipient is not null);
                Assert.True(contact.IsValid || !string.IsNullOrEmpty(contact.Advice));
                Assert.NotNull(contact.Written);
                Assert.All(contact.ColumnNames, name => Assert.NotNull(contact.Cell(name)));
            }

            Assert.Equal(file.Count, count);
            return "read";
        }
        catch (KirimyException exception)
        {
            Assert.Contains(exception.Code, Known);
            Assert.False(string.IsNullOrEmpty(exception.Message));
            return exception.Code;
        }
    }

    private static byte[] Damage(byte[] bytes, byte[] other, Random random)
    {
        var damaged = bytes.ToList();
        for (var times = random.Next(1, 7); times > 0; times--)
        {
            var at = random.Next(damaged.Count + 1);
            var length = Math.Min(random.Next(1, 20), damaged.Count - at);
            switch (random.Next(8))
            {
                case 0 when at < damaged.Count:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    damaged.RemoveRange(at, length);
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 4 when random.Next(4) == 0:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 5 when random.Next(4) == 0:
                    damaged.InsertRange(at, other);
                    break;
                default:
                    damaged.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. damaged];
    }
}
