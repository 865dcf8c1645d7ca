namespace Kirimy;

/// <summary>Why a message is not sent, or what is worth a look before it is.</summary>
public sealed class MessageProblem
{
    internal MessageProblem(string code, string message, bool isWarning = false, string? reason = null)
    {
        Code = code;
        Message = message;
        IsWarning = isWarning;
        Reason = reason;
    }

    /// <summary>One of <see cref="ErrorCode"/>; of a warning also one of <see cref="TextFindingCode"/> or <see cref="ProblemCode"/>.</summary>
    public string Code { get; }

    /// <summary>The reason that a number is refused, one of <see cref="NumberReason"/>; null for other problems.</summary>
    public string? Reason { get; }

    /// <summary>What it is and what to do, in one or two sentences.</summary>
    public string Message { get; }

    /// <summary>Whether the message is sent all the same.</summary>
    public bool IsWarning { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}
