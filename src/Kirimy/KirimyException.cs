namespace Kirimy;

/// <summary>A refusal with a stable code. Its message names what is wrong, where, and what to do.</summary>
/// <param name="code">One of <see cref="Kirimy.ErrorCode"/>, or the service's own.</param>
/// <param name="message">The same for a person.</param>
/// <param name="innerException">What it follows from.</param>
public sealed class KirimyException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stable code; also the id of the error record.</summary>
    public string Code { get; } = code;

    /// <summary>What to do about it, where the module knows that.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>
    /// Code and message, what it follows from, and what to do. A refusal is for people who can do something about it: where in the module it was
    /// thrown is left to <see cref="Exception.StackTrace"/>.
    /// </summary>
    public override string ToString()
    {
        var cause = InnerException is { } inner ? $"{Environment.NewLine}{inner.GetType()}: {inner.Message}" : null;
        var action = RecommendedAction is { } known ? $"{Environment.NewLine}{known}" : null;
        return $"{GetType()}: {Code}: {Message}{cause}{action}";
    }
}
