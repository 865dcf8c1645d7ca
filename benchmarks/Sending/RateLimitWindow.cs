namespace Kirimy.Benchmarks.Sending;

/// <summary>The scaled rate limit window. Set it before the module is first used in this process.</summary>
internal static class RateLimitWindow
{
    private const string Setting = "Kirimy.RateLimitWindow";

    /// <summary>
    /// Short enough for runs without a limit: the limiter keeps the time of each request of a window, which are a hundred under the plan's
    /// limit and would be a million here.
    /// </summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    public static void Set(TimeSpan window) => AppContext.SetData(Setting, window);
}
