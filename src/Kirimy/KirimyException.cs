namespace Kirimy;

/// <summary>A refusal with a stable code. Its message names what is wrong, where, and what to do.</summary>
/// <param name="code">One of <see cref="Kirimy.ErrorCode"/>, or the service's own.</param>
/// <param name="message">The same for a person.</param>
/// <param name="innerException">What it follows from.</param>
public sealed class KirimyException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stable code; also the id of the error record.</summary>
    public string Code { get; } = code;

    /// <summary>
    /// Code and message, and what it follows from. A refusal is thrown for people who can do something about it, so where in the module it was
    /// thrown is left to <see cref="Exception.StackTrace"/>.
    /// </summary>
    public override string ToString()
    {
        var text = $"{GetType()}: {Code}: {Message}";
        return InnerException is { } cause ? $"{text} ({cause.GetType()}: {cause.Message})" : text;
    }
}
