namespace Kirimy;

/// <summary>An error with a stable code. The message contains the failure, its location and the recommended action.</summary>
/// <param name="code">One of <see cref="Kirimy.ErrorCode"/>, or the service's own.</param>
/// <param name="message">The error message.</param>
/// <param name="innerException">The cause.</param>
public sealed class KirimyException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stable code; also the ID of the error record.</summary>
    public string Code { get; } = code;

    /// <summary>The recommended action, if the module has one for the code.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>
    /// Code, message, cause and recommended action, without the stack trace: the error is for users, and <see cref="Exception.StackTrace"/>
    /// has the rest.
    /// </summary>
    public override string ToString()
    {
        var cause = InnerException is { } inner ? $"{Environment.NewLine}{inner.GetType()}: {inner.Message}" : null;
        var action = RecommendedAction is { } known ? $"{Environment.NewLine}{known}" : null;
        return $"{GetType()}: {Code}: {Message}{cause}{action}";
    }
}
