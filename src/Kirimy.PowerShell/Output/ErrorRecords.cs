using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Output;

/// <summary>Creates error records: the code as the ID and the failed input as the target.</summary>
internal static class ErrorRecords
{
    private const string ActionPrefix = "Action_";

    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [ErrorCode.InvalidApiKey] = ErrorCategory.AuthenticationError,
        [ErrorCode.Unauthorized] = ErrorCategory.AuthenticationError,
        [ErrorCode.ApiKeyMissing] = ErrorCategory.AuthenticationError,
        [ErrorCode.ProxyAuthentication] = ErrorCategory.AuthenticationError,
        [ErrorCode.Forbidden] = ErrorCategory.PermissionDenied,
        [ErrorCode.SandboxPortRefused] = ErrorCategory.PermissionDenied,
        [ErrorCode.QuotaExceeded] = ErrorCategory.QuotaExceeded,
        [ErrorCode.DailyLimit] = ErrorCategory.QuotaExceeded,
        [ErrorCode.SessionNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.EndpointNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.SecretVaultMissing] = ErrorCategory.ObjectNotFound,
        [ErrorCode.SecretVaultUnknown] = ErrorCategory.ObjectNotFound,
        [ErrorCode.SecretNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.FileNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.ColumnNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.SandboxNotRunning] = ErrorCategory.ObjectNotFound,
        [ErrorCode.ProfileNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.RecipientGroupNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.RecordNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCode.ReportFolderMissing] = ErrorCategory.ObjectNotFound,
        [ErrorCode.SessionInactive] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.RateLimited] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.SecretVaultFailed] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.LedgerUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.ProfileUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorCode.InvalidPhoneNumber] = ErrorCategory.InvalidData,
        [ErrorCode.MessageEmpty] = ErrorCategory.InvalidData,
        [ErrorCode.MessageTooLong] = ErrorCategory.InvalidData,
        [ErrorCode.MessageInvalid] = ErrorCategory.InvalidData,
        [NumberReason.NoNumberColumn] = ErrorCategory.InvalidData,
        [ErrorCode.MissingVariable] = ErrorCategory.InvalidData,
        [ErrorCode.FormatMismatch] = ErrorCategory.InvalidData,
        [ErrorCode.TemplateInvalid] = ErrorCategory.InvalidData,
        [ErrorCode.OptOutInvalid] = ErrorCategory.InvalidData,
        [ErrorCode.FileEmpty] = ErrorCategory.InvalidData,
        [ErrorCode.FileNotText] = ErrorCategory.InvalidData,
        [ErrorCode.FileEncoding] = ErrorCategory.InvalidData,
        [ErrorCode.ColumnUnnamed] = ErrorCategory.InvalidData,
        [ErrorCode.ColumnDuplicate] = ErrorCategory.InvalidData,
        [ErrorCode.RowRagged] = ErrorCategory.InvalidData,
        [ErrorCode.RowMalformed] = ErrorCategory.InvalidData,
        [ErrorCode.RowTooLong] = ErrorCategory.InvalidData,
        [ErrorCode.LedgerDamaged] = ErrorCategory.InvalidData,
        [ErrorCode.LedgerVersionUnsupported] = ErrorCategory.InvalidData,
        [ErrorCode.ProfileInvalid] = ErrorCategory.InvalidData,
        [ErrorCode.TemplateUnreadable] = ErrorCategory.ReadError,
        [ErrorCode.OptOutUnreadable] = ErrorCategory.ReadError,
        [ErrorCode.FileUnreadable] = ErrorCategory.ReadError,
        [ErrorCode.InvalidEncoding] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidDelimiter] = ErrorCategory.InvalidArgument,
        [ErrorCode.SessionIdMissing] = ErrorCategory.InvalidArgument,
        [ErrorCode.InputAmbiguous] = ErrorCategory.InvalidArgument,
        [ErrorCode.ApiKeyMalformed] = ErrorCategory.InvalidArgument,
        [ErrorCode.PlainTextKey] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidBaseUri] = ErrorCategory.InvalidArgument,
        [ErrorCode.SandboxNotInherited] = ErrorCategory.InvalidOperation,
        [ErrorCode.InvalidSendingHours] = ErrorCategory.InvalidArgument,
        [ErrorCode.SuppressForMissing] = ErrorCategory.InvalidArgument,
        [ErrorCode.BuildStatusMissing] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidProxy] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidLedger] = ErrorCategory.InvalidArgument,
        [ErrorCode.InvalidRecipient] = ErrorCategory.InvalidArgument,
        [ErrorCode.ReportFormatUnknown] = ErrorCategory.InvalidArgument,
        [ErrorCode.SecretManagementMissing] = ErrorCategory.NotInstalled,
        [ErrorCode.NetworkError] = ErrorCategory.ConnectionError,
        [ErrorCode.DeliveryUnknown] = ErrorCategory.ConnectionError,
        [ErrorCode.TlsError] = ErrorCategory.SecurityError,
        [ErrorCode.RedirectRefused] = ErrorCategory.SecurityError,
        [ErrorCode.InvalidResponse] = ErrorCategory.ProtocolError,
        [ErrorCode.ServerError] = ErrorCategory.ProtocolError,
        [ErrorCode.HttpError] = ErrorCategory.ProtocolError,
        [ErrorCode.SandboxPortInUse] = ErrorCategory.ResourceExists,
        [ErrorCode.ReportExists] = ErrorCategory.ResourceExists,
        [ErrorCode.RecordNotUnknown] = ErrorCategory.InvalidOperation,
        [ErrorCode.PartlySent] = ErrorCategory.InvalidOperation,
        [ErrorCode.ReportNotWritten] = ErrorCategory.WriteError,
        [ErrorCode.NotAResult] = ErrorCategory.InvalidType,
        [ErrorCode.Cancelled] = ErrorCategory.OperationStopped,
    };

    /// <summary>The record of a KirimyException.</summary>
    public static ErrorRecord From(KirimyException exception, object? target)
    {
        var record = new ErrorRecord(exception, exception.Code, CategoryOf(exception.Code), target);
        if (ActionOf(exception.Code) is { } action)
        {
            // Format-List shows all properties of the exception, but only the message of the details.
            exception.RecommendedAction = action;
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action };
        }

        return record;
    }

    /// <summary>The record of a message that wasn't sent, or may not have been.</summary>
    public static ErrorRecord From(SendResult result, string? note = null)
    {
        var input = string.IsNullOrWhiteSpace(result.Recipient)
            ? Text.Error_Input.With(result.Index + 1, result.Index)
            : VisibleText.Of(result.Recipient);
        // The advice of a refused contact already contains file and row.
        var isPlaceKnown = result.SourceFile is { } file && result.ErrorMessage?.StartsWith(file + ",", StringComparison.Ordinal) == true;
        var message = result.Source?.Describe(isPlaceKnown) is { } source ? $"{input} ({source})" : input;
        var text = $"{message}: {result.ErrorMessage}" + (note is null ? string.Empty : " " + note);
        return From(new KirimyException(result.ErrorCode!, text), result);
    }

    /// <summary>The error category of a code.</summary>
    public static ErrorCategory CategoryOf(string code) =>
        Categories.TryGetValue(code, out var category) ? category : ErrorCategory.NotSpecified;

    /// <summary>The recommended action for a code; null for unknown codes of the service.</summary>
    public static string? ActionOf(string code) => Text.ResourceManager.GetString(ActionPrefix + code, Text.Culture);
}
