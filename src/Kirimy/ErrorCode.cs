namespace Kirimy;

/// <summary>The codes in <see cref="SendResult.ErrorCode"/>. The service's own codes are passed on unchanged, even if they aren't listed here.</summary>
public static class ErrorCode
{
    /// <summary>From the service: the API key is invalid or expired. Ends the batch.</summary>
    public const string InvalidApiKey = "INVALID_API_KEY";

    /// <summary>From the service: the session doesn't exist.</summary>
    public const string SessionNotFound = "SESSION_NOT_FOUND";

    /// <summary>From the service: the session isn't connected to WhatsApp.</summary>
    public const string SessionInactive = "SESSION_INACTIVE";

    /// <summary>The recipient isn't a number that the service accepts. From Kirimy or the service.</summary>
    public const string InvalidPhoneNumber = "INVALID_PHONE_NUMBER";

    /// <summary>There is no text to send. From Kirimy or the service.</summary>
    public const string MessageEmpty = "MESSAGE_EMPTY";

    /// <summary>From the service: the plan's quota is exhausted. Ends the batch.</summary>
    public const string QuotaExceeded = "QUOTA_EXCEEDED";

    /// <summary>The text has more than 4096 UTF-16 code units.</summary>
    public const string MessageTooLong = "MESSAGE_TOO_LONG";

    /// <summary>The text has an unpaired surrogate, which UTF-8 can't encode.</summary>
    public const string MessageInvalid = "MESSAGE_INVALID";

    /// <summary>The text was specified twice, or two columns of a row have different phone numbers that may be the recipient's.</summary>
    public const string InputAmbiguous = "INPUT_AMBIGUOUS";

    /// <summary>Neither a parameter nor the row specifies a session.</summary>
    public const string SessionIdMissing = "SESSION_ID_MISSING";

    /// <summary>HTTP 401, but the response isn't the service's own. Ends the batch.</summary>
    public const string Unauthorized = "UNAUTHORIZED";

    /// <summary>HTTP 403, but the response isn't the service's own. Ends the batch.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>HTTP 404, 405 or 410, but the response isn't the service's own: there is no endpoint at that address. Ends the batch.</summary>
    public const string EndpointNotFound = "ENDPOINT_NOT_FOUND";

    /// <summary>Another HTTP 4xx status, but the response isn't the service's own.</summary>
    public const string HttpError = "HTTP_ERROR";

    /// <summary>The service refused the message without an error code.</summary>
    public const string ApiError = "API_ERROR";

    /// <summary>The service responded with a redirect, which is never followed because the API key would be sent to another address.</summary>
    public const string RedirectRefused = "REDIRECT_REFUSED";

    /// <summary>The request wasn't sent: the name wasn't resolved, or the connection failed.</summary>
    public const string NetworkError = "NETWORK_ERROR";

    /// <summary>The request wasn't sent: TLS failed.</summary>
    public const string TlsError = "TLS_ERROR";

    /// <summary>The request wasn't sent: the proxy requires a user name and password, or rejected them. Ends the batch.</summary>
    public const string ProxyAuthentication = "PROXY_AUTHENTICATION";

    /// <summary>The address of a proxy or its credential is invalid.</summary>
    public const string InvalidProxy = "INVALID_PROXY";

    /// <summary>The service rejected the request for now (429, 408, or 503 with Retry-After).</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The session has reached its daily limit.</summary>
    public const string DailyLimit = "DAILY_LIMIT";

    /// <summary>The connection was lost or timed out after the request had begun.</summary>
    public const string DeliveryUnknown = "DELIVERY_UNKNOWN";

    /// <summary>The service failed (500, 502, 504, or 503 without Retry-After) and may have sent the message before.</summary>
    public const string ServerError = "SERVER_ERROR";

    /// <summary>The service returned success, but the body can't be read.</summary>
    public const string InvalidResponse = "INVALID_RESPONSE";

    /// <summary>Only some parts of a split message were sent.</summary>
    public const string PartlySent = "PARTLY_SENT";

    /// <summary>The pipeline was stopped before the message was sent.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>A bug in Kirimy.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>No API key was specified, and none was found.</summary>
    public const string ApiKeyMissing = "API_KEY_MISSING";

    /// <summary>The API key has characters that an HTTP header can't have.</summary>
    public const string ApiKeyMalformed = "API_KEY_MALFORMED";

    /// <summary>The API key was specified as plain text without the switch for that.</summary>
    public const string PlainTextKey = "PLAIN_TEXT_KEY";

    /// <summary>SecretManagement isn't installed, so a key can't be stored.</summary>
    public const string SecretManagementMissing = "SECRET_MANAGEMENT_MISSING";

    /// <summary>SecretManagement has no vault.</summary>
    public const string SecretVaultMissing = "SECRET_VAULT_MISSING";

    /// <summary>SecretManagement has no vault of that name; or it has several without a default, and none was specified.</summary>
    public const string SecretVaultUnknown = "SECRET_VAULT_UNKNOWN";

    /// <summary>A vault failed, for example because it is locked.</summary>
    public const string SecretVaultFailed = "SECRET_VAULT_FAILED";

    /// <summary>No vault has a secret of that name.</summary>
    public const string SecretNotFound = "SECRET_NOT_FOUND";

    /// <summary>An API key must not be sent to the base URI.</summary>
    public const string InvalidBaseUri = "INVALID_BASE_URI";

    /// <summary>The PowerShell session that started this one has a default sandbox, and no service is specified here.</summary>
    public const string SandboxNotInherited = "SANDBOX_NOT_INHERITED";

    /// <summary>The sending hours aren't time ranges.</summary>
    public const string InvalidSendingHours = "INVALID_SENDING_HOURS";

    /// <summary>The ledger shows that the message was sent before.</summary>
    public const string AlreadySent = "ALREADY_SENT";

    /// <summary>Another process is sending the message.</summary>
    public const string InProgress = "IN_PROGRESS";

    /// <summary>The same alert was sent within the window or is being sent. This one was suppressed and counted.</summary>
    public const string Suppressed = "SUPPRESSED";

    /// <summary>The key or the note of suppressed alerts was specified without the window, so no alert would be suppressed.</summary>
    public const string SuppressForMissing = "SUPPRESS_FOR_MISSING";

    /// <summary>The status of the build wasn't specified, and the CI system doesn't provide it.</summary>
    public const string BuildStatusMissing = "BUILD_STATUS_MISSING";

    /// <summary>The environment variable with the default recipients is invalid.</summary>
    public const string InvalidRecipient = "INVALID_RECIPIENT";

    /// <summary>No group of recipients has that name.</summary>
    public const string RecipientGroupNotFound = "RECIPIENT_GROUP_NOT_FOUND";

    /// <summary>The address of the ledger isn't a path, redis://… or None.</summary>
    public const string InvalidLedger = "INVALID_LEDGER";

    /// <summary>The ledger can't be read or written: disk full, access denied, locked, no connection. Ends the batch, because messages can't be recorded.</summary>
    public const string LedgerUnavailable = "LEDGER_UNAVAILABLE";

    /// <summary>The file isn't a ledger or is damaged.</summary>
    public const string LedgerDamaged = "LEDGER_DAMAGED";

    /// <summary>A newer version of Kirimy wrote the ledger.</summary>
    public const string LedgerVersionUnsupported = "LEDGER_VERSION_UNSUPPORTED";

    /// <summary>The ledger has no record of that ID.</summary>
    public const string RecordNotFound = "RECORD_NOT_FOUND";

    /// <summary>The status of the message is known, so there is nothing to resolve.</summary>
    public const string RecordNotUnknown = "RECORD_NOT_UNKNOWN";

    /// <summary>The profile file or a value in it is invalid.</summary>
    public const string ProfileInvalid = "PROFILE_INVALID";

    /// <summary>No profile has that name.</summary>
    public const string ProfileNotFound = "PROFILE_NOT_FOUND";

    /// <summary>The profile file can't be read or written: access denied, disk full, locked by another process.</summary>
    public const string ProfileUnavailable = "PROFILE_UNAVAILABLE";

    /// <summary>-WhatIf: the message would have been sent.</summary>
    public const string WhatIf = "WHAT_IF";

    /// <summary>-Confirm: the user declined.</summary>
    public const string Declined = "DECLINED";

    /// <summary>Another program or sandbox already uses the port.</summary>
    public const string SandboxPortInUse = "SANDBOX_PORT_IN_USE";

    /// <summary>The system denied access to the port.</summary>
    public const string SandboxPortRefused = "SANDBOX_PORT_REFUSED";

    /// <summary>No sandbox is running, or none on that port.</summary>
    public const string SandboxNotRunning = "SANDBOX_NOT_RUNNING";

    /// <summary>A template is invalid: a variable isn't closed or has no name.</summary>
    public const string TemplateInvalid = "TEMPLATE_INVALID";

    /// <summary>A template file doesn't exist, can't be read, or isn't in UTF-8.</summary>
    public const string TemplateUnreadable = "TEMPLATE_UNREADABLE";

    /// <summary>The row has no value for a variable of the template.</summary>
    public const string MissingVariable = "MISSING_VARIABLE";

    /// <summary>A format in the template doesn't fit the value, such as text in <c>{{total:N0}}</c>.</summary>
    public const string FormatMismatch = "FORMAT_MISMATCH";

    /// <summary>An earlier row has the same recipient and text.</summary>
    public const string Duplicate = "DUPLICATE";

    /// <summary>The recipient is on the opt-out list.</summary>
    public const string OptedOut = "OPTED_OUT";

    /// <summary>The opt-out list has a line that isn't a number, so its recipients aren't all known.</summary>
    public const string OptOutInvalid = "OPT_OUT_INVALID";

    /// <summary>The opt-out list doesn't exist or can't be read.</summary>
    public const string OptOutUnreadable = "OPT_OUT_UNREADABLE";

    /// <summary>The extension of a report isn't .html, .csv, .json or .xml.</summary>
    public const string ReportFormatUnknown = "REPORT_FORMAT_UNKNOWN";

    /// <summary>The folder of a report doesn't exist.</summary>
    public const string ReportFolderMissing = "REPORT_FOLDER_MISSING";

    /// <summary>-NoClobber: the file of the report exists.</summary>
    public const string ReportExists = "REPORT_EXISTS";

    /// <summary>A report can't be written: access denied, disk full, read-only file.</summary>
    public const string ReportNotWritten = "REPORT_NOT_WRITTEN";

    /// <summary>The piped object isn't the result of a message, because it has no status.</summary>
    public const string NotAResult = "NOT_A_RESULT";

    /// <summary>The file doesn't exist.</summary>
    public const string FileNotFound = "FILE_NOT_FOUND";

    /// <summary>The file can't be read: access denied, it is a folder, or a disk error.</summary>
    public const string FileUnreadable = "FILE_UNREADABLE";

    /// <summary>The file is empty.</summary>
    public const string FileEmpty = "FILE_EMPTY";

    /// <summary>The file isn't text, but a workbook, for example.</summary>
    public const string FileNotText = "FILE_NOT_TEXT";

    /// <summary>The file has mixed encodings, or isn't in the specified one.</summary>
    public const string FileEncoding = "FILE_ENCODING";

    /// <summary>No encoding has that name.</summary>
    public const string InvalidEncoding = "INVALID_ENCODING";

    /// <summary>The character can't be a delimiter.</summary>
    public const string InvalidDelimiter = "INVALID_DELIMITER";

    /// <summary>A column of the file has no name.</summary>
    public const string ColumnUnnamed = "COLUMN_UNNAMED";

    /// <summary>Two columns of the file have the same name.</summary>
    public const string ColumnDuplicate = "COLUMN_DUPLICATE";

    /// <summary>The file has no column of the specified name.</summary>
    public const string ColumnNotFound = "COLUMN_NOT_FOUND";

    /// <summary>A row of the file has more or fewer cells than the header.</summary>
    public const string RowRagged = "ROW_RAGGED";

    /// <summary>A row has an unclosed quote.</summary>
    public const string RowMalformed = "ROW_MALFORMED";

    /// <summary>A row of the file is too long, most likely because of an unclosed quote.</summary>
    public const string RowTooLong = "ROW_TOO_LONG";
}
