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
}
