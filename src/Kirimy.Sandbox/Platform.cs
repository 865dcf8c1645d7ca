namespace Kirimy.Sandbox;

/// <summary>Where the two editions differ: the only file of this project with conditional code.</summary>
internal static class Platform
{
    /// <summary>Waits by a clock that a test can set.</summary>
    public static Task Delay(TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(delay, time, cancellationToken);
#else
        time.Delay(delay, cancellationToken);
#endif

    /// <summary>A token source that cancels itself by a clock that a test can set.</summary>
    public static CancellationTokenSource CancelAfter(TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif

    /// <summary>Reads into a buffer.</summary>
    public static Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
#if NET
        stream.ReadAsync(buffer, cancellationToken).AsTask();
#else
        stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken);
#endif

    /// <summary>Writes the first bytes of a buffer.</summary>
    public static Task WriteAsync(Stream stream, byte[] buffer, int count, CancellationToken cancellationToken) =>
#if NET
        stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).AsTask();
#else
        stream.WriteAsync(buffer, 0, count, cancellationToken);
#endif
}
