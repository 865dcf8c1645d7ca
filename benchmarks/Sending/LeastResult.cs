namespace Kirimy.Benchmarks.Sending;

/// <summary>What came of a message.</summary>
/// <param name="MessageId">Its id; null when it was not accepted.</param>
public sealed record LeastResult(string? MessageId)
{
    /// <summary>Whether it was accepted.</summary>
    public bool Success => MessageId is not null;
}
