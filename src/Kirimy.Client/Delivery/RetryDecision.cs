namespace Kirimy.Client.Delivery;

/// <summary>What follows a request.</summary>
internal enum RetryDecision
{
    /// <summary>The message has its result.</summary>
    Finish,

    /// <summary>Wait, then send it again.</summary>
    Repeat,

    /// <summary>This session sends no more in this batch; the next one may.</summary>
    ChangeSession,

    /// <summary>No message of the batch can be sent.</summary>
    EndBatch,
}
