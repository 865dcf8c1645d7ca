using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>Where error records are made: the id is the code, the target the input that failed.</summary>
internal static class ErrorRecords
{
    private const string ActionPrefix = "Action_";

    /// <summary>The record of a refusal.</summary>
    public static ErrorRecord From(KirimyException exception, object? target) => Create(exception, exception.Code, target);

    /// <summary>The record of a message that was not sent, or may not have been.</summary>
    public static ErrorRecord From(SendResult result)
    {
        var code = result.ErrorCode!;
        var where = string.IsNullOrWhiteSpace(result.Receive) ? Text.Error_Input.With(result.Index + 1, result.Index) : result.Receive;
        return Create(new KirimyException(code, $"{where}: {result.ErrorMessage}"), code, result);
    }

    /// <summary>The category that a script may filter on.</summary>
    public static ErrorCategory CategoryOf(string code) =>
        code switch
        {
            ErrorCode.InvalidApiKey or ErrorCode.Unauthorized or ErrorCode.ApiKeyMissing or ErrorCode.ProxyAuthentication =>
                ErrorCategory.AuthenticationError,
            ErrorCode.Forbidden => ErrorCategory.PermissionDenied,
            ErrorCode.QuotaExceeded or ErrorCode.DailyLimit => ErrorCategory.QuotaExceeded,
            ErrorCode.SessionNotFound
            or ErrorCode.EndpointNotFound
            or ErrorCode.SecretVaultMissing
            or ErrorCode.SecretVaultUnknown
            or ErrorCode.SecretNotFound => ErrorCategory.ObjectNotFound,
            ErrorCode.SessionInactive or ErrorCode.RateLimited or ErrorCode.SecretVaultFailed => ErrorCategory.ResourceUnavailable,
            ErrorCode.InvalidPhoneNumber or ErrorCode.MessageEmpty or ErrorCode.MessageTooLong or ErrorCode.MessageInvalid =>
                ErrorCategory.InvalidData,
            NumberReason.NoNumberColumn => ErrorCategory.InvalidData,
            ErrorCode.MissingVariable or ErrorCode.TemplateInvalid or ErrorCode.OptOutInvalid => ErrorCategory.InvalidData,
            ErrorCode.TemplateUnreadable or ErrorCode.OptOutUnreadable => ErrorCategory.ReadError,
            ErrorCode.FileNotFound or ErrorCode.ColumnNotFound => ErrorCategory.ObjectNotFound,
            ErrorCode.FileUnreadable => ErrorCategory.ReadError,
            ErrorCode.FileEmpty
            or ErrorCode.FileNotText
            or ErrorCode.FileEncoding
            or ErrorCode.ColumnUnnamed
            or ErrorCode.ColumnDuplicate
            or ErrorCode.RowRagged
            or ErrorCode.RowMalformed
            or ErrorCode.RowTooLong => ErrorCategory.InvalidData,
            ErrorCode.InvalidEncoding or ErrorCode.InvalidDelimiter => ErrorCategory.InvalidArgument,
            ErrorCode.SessionIdMissing
            or ErrorCode.InputAmbiguous
            or ErrorCode.ApiKeyMalformed
            or ErrorCode.PlainTextKey
            or ErrorCode.InvalidBaseUri
            or ErrorCode.InvalidInterval
            or ErrorCode.SuppressForMissing
            or ErrorCode.BuildStatusMissing
            or ErrorCode.BuildStatusUnknown
            or ErrorCode.InvalidProxy => ErrorCategory.InvalidArgument,
            ErrorCode.SecretManagementMissing => ErrorCategory.NotInstalled,
            ErrorCode.NetworkError or ErrorCode.DeliveryUnknown => ErrorCategory.ConnectionError,
            ErrorCode.TlsError or ErrorCode.RedirectRefused => ErrorCategory.SecurityError,
            ErrorCode.InvalidResponse or ErrorCode.ServerError or ErrorCode.HttpError => ErrorCategory.ProtocolError,
            ErrorCode.SandboxPortInUse => ErrorCategory.ResourceExists,
            ErrorCode.SandboxPortRefused => ErrorCategory.PermissionDenied,
            ErrorCode.SandboxNotRunning => ErrorCategory.ObjectNotFound,
            ErrorCode.LedgerUnavailable => ErrorCategory.ResourceUnavailable,
            ErrorCode.LedgerDamaged or ErrorCode.LedgerNewer or ErrorCode.ProfileInvalid => ErrorCategory.InvalidData,
            ErrorCode.InvalidLedger => ErrorCategory.InvalidArgument,
            ErrorCode.ProfileNotFound => ErrorCategory.ObjectNotFound,
            ErrorCode.ProfileUnavailable => ErrorCategory.ResourceUnavailable,
            ErrorCode.RecordNotFound => ErrorCategory.ObjectNotFound,
            ErrorCode.RecordNotUnknown or ErrorCode.PartlySent => ErrorCategory.InvalidOperation,
            ErrorCode.ReportFormatUnknown => ErrorCategory.InvalidArgument,
            ErrorCode.ReportFolderMissing => ErrorCategory.ObjectNotFound,
            ErrorCode.ReportExists => ErrorCategory.ResourceExists,
            ErrorCode.ReportNotWritten => ErrorCategory.WriteError,
            ErrorCode.NotAResult => ErrorCategory.InvalidType,
            ErrorCode.Cancelled => ErrorCategory.OperationStopped,
            _ => ErrorCategory.NotSpecified,
        };

    /// <summary>What to do about a code, for a person; null for the service's own that are not known here.</summary>
    public static string? ActionOf(string code) => Text.ResourceManager.GetString(ActionPrefix + code, Text.Culture);

    private static ErrorRecord Create(Exception exception, string code, object? target)
    {
        var record = new ErrorRecord(exception, code, CategoryOf(code), target);
        if (ActionOf(code) is { } action)
        {
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action };
        }

        return record;
    }
}
