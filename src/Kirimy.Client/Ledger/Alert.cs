namespace Kirimy.Client.Ledger;

/// <summary>
/// What makes a message an alert: where the same one was sent to the recipient within the window, it is held back and counted, and the
/// next one that is sent says how many were.
/// </summary>
/// <param name="Window">How long after one was sent the same is held back; above zero, at most <see cref="LongestWindow"/>.</param>
/// <param name="Key">What makes two alerts the same, beside their recipient; null for their text.</param>
/// <param name="Note">
/// The line that says how many were held back, with <c>{{count}}</c> and <c>{{since}}</c>; an empty one is left out.
/// </param>
public sealed record Alert(TimeSpan Window, string? Key, string Note)
{
    /// <summary>The longest window: a ledger keeps an alert for a day longer.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(30);

    /// <summary>How long an alert is known after it last changed.</summary>
    internal static readonly TimeSpan Keep = LongestWindow + TimeSpan.FromDays(1);
}
