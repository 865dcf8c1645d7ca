namespace Kirimy.Sandbox.Http;

/// <summary>Takes the bytes of a body and keeps them as long as they are no more than a body may have.</summary>
internal sealed class LimitedBody : IDisposable
{
    private readonly MemoryStream kept = new();
    private long total;

    /// <summary>More came than is even thrown away.</summary>
    public bool IsEndless => total > RequestReader.BodyLimit + RequestReader.DrainLimit;

    public void Add(ArraySegment<byte> bytes)
    {
        total += bytes.Count;
        if (total <= RequestReader.BodyLimit)
        {
            kept.Write(bytes.Array!, bytes.Offset, bytes.Count);
        }
    }

    /// <summary>The body; null when it was too long.</summary>
    public byte[]? ToArray() => total <= RequestReader.BodyLimit ? kept.ToArray() : null;

    public void Dispose() => kept.Dispose();
}
