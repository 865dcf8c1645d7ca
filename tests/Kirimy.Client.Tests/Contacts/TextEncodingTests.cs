using System.Text;
using CsCheck;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

public sealed class TextEncodingTests
{
    private static readonly Gen<byte[]> AlmostUtf8 = Gen.OneOf(
            Gen.String[0, 20].Select(Encoding.UTF8.GetBytes),
            Gen.String[Gen.Char[' ', '~'], 0, 40].Select(Encoding.ASCII.GetBytes),
            Gen.Byte.Array[0, 4],
            Gen.Byte[0x80, 0xFF].Array[1, 4]
        )
        .Array[0, 6]
        .Select(parts => parts.SelectMany(p => p).ToArray());

    [Fact]
    public void UTF8_detection_agrees_with_the_framework_for_any_chunking()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Gen.Select(AlmostUtf8, Gen.Int[1, 9])
            .Check(
                (bytes, piece) =>
                {
                    using var file = new PiecewiseStream(bytes, piece);
                    var first = FirstError(strict, bytes);
                    var (_, badLine) = TextEncoding.ScanUtf8(file, CancellationToken.None);
                    Assert.Equal(first < 0, badLine is null);
                    if (badLine is { } line)
                    {
                        Assert.InRange(line, LineAt(bytes, first), LineAt(bytes, first + 4));
                    }
                },
                iterations: 50_000,
                seed: "0000KirimyC1"
            );
    }

    [Fact]
    public void Windows1252_has_a_character_for_every_byte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        var text = TextEncoding.Find("windows-1252").Encoding.GetString(bytes);
        Assert.Equal(256, text.Distinct().Count());
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Equal(("\u20AC", "\u0081", "é"), (text.Substring(0x80, 1), text.Substring(0x81, 1), text.Substring(0xE9, 1)));
    }

    [Theory]
    [InlineData("UTF8", "UTF-8")]
    [InlineData("utf8BOM", "UTF-8")]
    [InlineData("unicode", "UTF-16 LE")]
    [InlineData("bigendianunicode", "UTF-16 BE")]
    [InlineData("utf-32", "UTF-32 LE")]
    [InlineData("cp1252", "Windows-1252")]
    [InlineData("us-ascii", "us-ascii")]
    public void Encodings_have_the_names_of_PowerShell_and_the_web(string name, string expected) =>
        Assert.Equal(expected, TextEncoding.Find(name).Name);

    [Fact]
    public void Line_breaks_are_normalized_for_any_chunking() =>
        Gen.Select(Gen.String[Gen.Char["\r\n\uFFFFa"], 0, 30], Gen.Int[1, 5])
            .Check(
                (text, most) =>
                {
                    using var reader = new LineReader(new SmallBites(text, most));
                    var read = reader.ReadToEnd();
                    var expected = text.Replace("\r\n", "\u0001", StringComparison.Ordinal)
                        .Replace('\r', '\n')
                        .Replace("\u0001", "\r\n", StringComparison.Ordinal)
                        .Replace('\uFFFF', '\uFFFD');
                    Assert.Equal(expected, read);
                },
                iterations: 20_000,
                seed: "0000KirimyC2"
            );

    private static long FirstError(Encoding strict, byte[] bytes)
    {
        for (var length = 0; length <= bytes.Length; length++)
        {
            try
            {
                strict.GetDecoder().GetCharCount(bytes, 0, length, flush: length == bytes.Length);
            }
            catch (DecoderFallbackException)
            {
                // The error is detected at the last byte of the sequence, which may start up to three bytes earlier.
                return Math.Max(0, length - 4);
            }
        }

        return -1;
    }

    private static int LineAt(byte[] bytes, long position) => bytes.Take((int)position).Count(b => b == (byte)'\n') + 1;

    private sealed class PiecewiseStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }

    private sealed class SmallBites(string text, int most) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, Math.Min(count, most));
    }
}
