namespace Kirimy.Sandbox;

/// <summary>Differences between .NET and .NET Framework. The only file of this project with conditional compilation.</summary>
internal static class Platform
{
    /// <summary>Waits for a time span of a clock.</summary>
    public static Task Delay(TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(delay, time, cancellationToken);
#else
        time.Delay(delay, cancellationToken);
#endif

    /// <summary>Creates a token source that cancels itself after a time span of a clock.</summary>
    public static CancellationTokenSource CancelAfter(TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif
}
