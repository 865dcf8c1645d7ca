namespace Kirimy.Sandbox.Service;

/// <summary>The three fields of a send-message request, as they were received; null where there was none.</summary>
internal sealed record SendForm(string? SessionId, string? Recipient, string? Message)
{
    public const string SessionIdField = "session_id";
    public const string RecipientField = "receive";
    public const string MessageField = "message";
}

/// <summary>A request whose body is not the form that the API takes.</summary>
internal sealed class FormRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>What the API's document asks of the fields of a message.</summary>
internal static class SendMessageRules
{
    /// <summary>The most that a message may have, in UTF-16 code units: the API is written in JavaScript, whose characters these are.</summary>
    public const int MessageLimit = 4096;

    /// <summary>The first rule that a recipient or a text breaks; null when both are fine.</summary>
    public static ApiError? Broken(SendForm form) =>
        !IsNumber(form.Recipient) ? ApiError.InvalidPhoneNumber
        : string.IsNullOrWhiteSpace(form.Message) ? ApiError.MessageEmpty
        : form.Message!.Length > MessageLimit ? ApiError.MessageTooLong
        : null;

    /// <summary>
    /// <c>62xxxxxxxxx</c>: the country code and the digits after it, 15 in all at most (E.164). No national number begins with 0, so a 0 after
    /// the 62 is a number that was put together wrongly.
    /// </summary>
    private static bool IsNumber(string? recipient) =>
        recipient is { Length: >= 9 and <= 15 }
        && recipient.StartsWith("62", StringComparison.Ordinal)
        && recipient[2] != '0'
        && recipient.All(c => c is >= '0' and <= '9');
}
