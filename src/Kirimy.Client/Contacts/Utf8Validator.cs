using System.Text;

namespace Kirimy.Client.Contacts;

/// <summary>Validates UTF-8: .NET's own decoder, with a fallback that counts what it can't decode. Not thread-safe.</summary>
internal sealed class Utf8Validator
{
    private readonly CountingFallback fallback = new();
    private readonly Decoder decoder;
    private char[] characters = [];

    public Utf8Validator() => decoder = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, fallback).GetDecoder();

    /// <summary>The number of characters beyond ASCII.</summary>
    public long Characters { get; private set; }

    /// <summary>The number of sequences that aren't UTF-8.</summary>
    public long Errors => fallback.Errors;

    /// <summary>The place of the first error, in bytes from the beginning; -1 for none.</summary>
    public long FirstError => fallback.FirstError;

    /// <summary>Adds the next bytes.</summary>
    public void Add(byte[] bytes, int count) => Decode(bytes, count, flush: false);

    /// <summary>Ends the text: a character that has begun must be complete.</summary>
    public void End() => Decode([], 0, flush: true);

    private void Decode(byte[] bytes, int count, bool flush)
    {
        var longest = Encoding.UTF8.GetMaxCharCount(count);
        if (characters.Length < longest)
        {
            characters = new char[longest];
        }

        var decoded = decoder.GetChars(bytes, 0, count, characters, 0, flush);
        for (var i = 0; i < decoded; i++)
        {
            Characters += characters[i] >= 0x80 ? 1 : 0;
        }

        fallback.Position += count;
    }

    private sealed class CountingFallback : DecoderFallback
    {
        public long Errors { get; private set; }

        public long FirstError { get; private set; } = -1;

        /// <summary>The bytes before those that are decoded now.</summary>
        public long Position { get; set; }

        public override int MaxCharCount => 0;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Nothing(this);

        /// <summary>Writes nothing in place of bytes that can't be decoded.</summary>
        private sealed class Nothing(CountingFallback owner) : DecoderFallbackBuffer
        {
            public override int Remaining => 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                // A character that began in the bytes before has a negative index.
                owner.FirstError = owner.Errors++ == 0 ? Math.Max(0, owner.Position + index) : owner.FirstError;
                return false;
            }

            public override char GetNextChar() => '\0';

            public override bool MovePrevious() => false;
        }
    }
}
