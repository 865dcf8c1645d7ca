namespace Kirimy.Benchmarks.Sending;

/// <summary>The scaled rate limit window. Set it before the module is first used in this process.</summary>
internal static class RateLimitWindow
{
    private const string Setting = "Kirimy.RateLimitWindow";

    /// <summary>
    /// Short, because the limiter stores the time of each request in a window: a hundred under the plan's limit, but a million in a
    /// benchmark without limits.
    /// </summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    public static void Set(TimeSpan window) => AppContext.SetData(Setting, window);
}
