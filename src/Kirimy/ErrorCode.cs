namespace Kirimy;

/// <summary>The codes in <see cref="SendResult.ErrorCode"/>. The service's own are passed on as they stand, also those not listed here.</summary>
public static class ErrorCode
{
    /// <summary>The service: the API key is wrong or expired. Ends the batch.</summary>
    public const string InvalidApiKey = "INVALID_API_KEY";

    /// <summary>The service: there is no such session.</summary>
    public const string SessionNotFound = "SESSION_NOT_FOUND";

    /// <summary>The service: the session is not connected to WhatsApp.</summary>
    public const string SessionInactive = "SESSION_INACTIVE";

    /// <summary>The recipient is not a number that the service takes; said here or by the service.</summary>
    public const string InvalidPhoneNumber = "INVALID_PHONE_NUMBER";

    /// <summary>There is no text to send; said here or by the service.</summary>
    public const string MessageEmpty = "MESSAGE_EMPTY";

    /// <summary>The service: the plan's quota is used up. Ends the batch.</summary>
    public const string QuotaExceeded = "QUOTA_EXCEEDED";

    /// <summary>The text has more than 4096 UTF-16 code units.</summary>
    public const string MessageTooLong = "MESSAGE_TOO_LONG";

    /// <summary>The text holds half of a surrogate pair, which UTF-8 cannot carry.</summary>
    public const string MessageInvalid = "MESSAGE_INVALID";

    /// <summary>The text was given twice, or two columns of a row hold different phone numbers and either may be the recipient's.</summary>
    public const string InputAmbiguous = "INPUT_AMBIGUOUS";

    /// <summary>Neither a parameter nor the row names a session.</summary>
    public const string SessionIdMissing = "SESSION_ID_MISSING";

    /// <summary>HTTP 401 without an answer of the service's own. Ends the batch.</summary>
    public const string Unauthorized = "UNAUTHORIZED";

    /// <summary>HTTP 403 without an answer of the service's own. Ends the batch.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>HTTP 404, 405 or 410 without an answer of the service's own: nothing takes messages at that address. Ends the batch.</summary>
    public const string EndpointNotFound = "ENDPOINT_NOT_FOUND";

    /// <summary>Another HTTP status of the 400s without an answer of the service's own.</summary>
    public const string HttpError = "HTTP_ERROR";

    /// <summary>The service said no and gave no code.</summary>
    public const string ApiError = "API_ERROR";

    /// <summary>The service answered with a redirect, which is never followed: the key would travel with it.</summary>
    public const string RedirectRefused = "REDIRECT_REFUSED";

    /// <summary>The request never left: the name was not resolved, or no connection could be made.</summary>
    public const string NetworkError = "NETWORK_ERROR";

    /// <summary>The request never left: no secure connection could be made.</summary>
    public const string TlsError = "TLS_ERROR";

    /// <summary>The request never left: the proxy wants a user name and a password, or takes none of those it got. Ends the batch.</summary>
    public const string ProxyAuthentication = "PROXY_AUTHENTICATION";

    /// <summary>A proxy's address can't be read, or what is to be told to it does not fit.</summary>
    public const string InvalidProxy = "INVALID_PROXY";

    /// <summary>The service took no more requests for now (429, 408, or 503 with Retry-After).</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The session has sent all it may send today.</summary>
    public const string DailyLimit = "DAILY_LIMIT";

    /// <summary>The connection was lost, or the time ran out, after the request had begun to go out.</summary>
    public const string DeliveryUnknown = "DELIVERY_UNKNOWN";

    /// <summary>The service failed (500, 502, 504, or 503 without Retry-After) and may have sent the message before it did.</summary>
    public const string ServerError = "SERVER_ERROR";

    /// <summary>The service answered with success, and with a body that can't be read.</summary>
    public const string InvalidResponse = "INVALID_RESPONSE";

    /// <summary>A message in several parts: some of them were sent, and the rest was not.</summary>
    public const string PartlySent = "PARTLY_SENT";

    /// <summary>The pipeline was stopped before the message left.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>A fault of Kirimy's own.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>No API key was given, and none was found where keys are kept.</summary>
    public const string ApiKeyMissing = "API_KEY_MISSING";

    /// <summary>The API key holds characters that an HTTP header can't carry.</summary>
    public const string ApiKeyMalformed = "API_KEY_MALFORMED";

    /// <summary>The API key was given as plain text where that needs to be said.</summary>
    public const string PlainTextKey = "PLAIN_TEXT_KEY";

    /// <summary>SecretManagement is not installed, so there is nowhere to keep a key.</summary>
    public const string SecretManagementMissing = "SECRET_MANAGEMENT_MISSING";

    /// <summary>SecretManagement has no vault.</summary>
    public const string SecretVaultMissing = "SECRET_VAULT_MISSING";

    /// <summary>SecretManagement has no vault of the name that was given; or it has several, none is the default, and none was named.</summary>
    public const string SecretVaultUnknown = "SECRET_VAULT_UNKNOWN";

    /// <summary>A vault was asked, and failed: it is locked, for example.</summary>
    public const string SecretVaultFailed = "SECRET_VAULT_FAILED";

    /// <summary>No vault holds a secret of that name.</summary>
    public const string SecretNotFound = "SECRET_NOT_FOUND";

    /// <summary>The base URI is not one that a key may be sent to.</summary>
    public const string InvalidBaseUri = "INVALID_BASE_URI";

    /// <summary>The session that started this one has a sandbox as its default, and nothing says which service is meant here.</summary>
    public const string SandboxNotInherited = "SANDBOX_NOT_INHERITED";

    /// <summary>The shortest pause between messages is longer than the longest.</summary>
    public const string InvalidInterval = "INVALID_INTERVAL";

    /// <summary>The sending hours aren't time ranges.</summary>
    public const string InvalidSendingHours = "INVALID_SENDING_HOURS";

    /// <summary>The ledger shows that the message was sent before.</summary>
    public const string AlreadySent = "ALREADY_SENT";

    /// <summary>Another process is at the message.</summary>
    public const string InProgress = "IN_PROGRESS";

    /// <summary>The same alert was sent a short while ago, or is being sent: this one was held back, and counted.</summary>
    public const string Suppressed = "SUPPRESSED";

    /// <summary>What makes alerts the same, or what is said of those held back, was given without how long they are: nothing would be.</summary>
    public const string SuppressForMissing = "SUPPRESS_FOR_MISSING";

    /// <summary>How the build ended was not given, and the CI system does not tell.</summary>
    public const string BuildStatusMissing = "BUILD_STATUS_MISSING";

    /// <summary>The environment variable with the default recipients can't be read.</summary>
    public const string InvalidRecipient = "INVALID_RECIPIENT";

    /// <summary>There is no group of recipients of that name.</summary>
    public const string RecipientGroupNotFound = "RECIPIENT_GROUP_NOT_FOUND";

    /// <summary>The address of the ledger is neither a path, nor redis://…, nor None.</summary>
    public const string InvalidLedger = "INVALID_LEDGER";

    /// <summary>The ledger can't be read or written now: disk full, no rights, locked, no connection. Ends the batch: nothing is sent that could not be recorded.</summary>
    public const string LedgerUnavailable = "LEDGER_UNAVAILABLE";

    /// <summary>The ledger is no ledger, or a damaged one.</summary>
    public const string LedgerDamaged = "LEDGER_DAMAGED";

    /// <summary>The ledger was written by a newer Kirimy.</summary>
    public const string LedgerVersionUnsupported = "LEDGER_VERSION_UNSUPPORTED";

    /// <summary>The ledger has no record of that id.</summary>
    public const string RecordNotFound = "RECORD_NOT_FOUND";

    /// <summary>How the message ended is known, so there is nothing to settle.</summary>
    public const string RecordNotUnknown = "RECORD_NOT_UNKNOWN";

    /// <summary>The file of profiles, or a value in it, is not as it has to be.</summary>
    public const string ProfileInvalid = "PROFILE_INVALID";

    /// <summary>There is no profile of that name.</summary>
    public const string ProfileNotFound = "PROFILE_NOT_FOUND";

    /// <summary>The file of profiles can't be read or written: no rights, disk full, locked by another process.</summary>
    public const string ProfileUnavailable = "PROFILE_UNAVAILABLE";

    /// <summary>-WhatIf: the message would have been sent.</summary>
    public const string WhatIf = "WHAT_IF";

    /// <summary>-Confirm: the answer was no.</summary>
    public const string Declined = "DECLINED";

    /// <summary>Another program, or another sandbox, listens on the port that a sandbox was to have.</summary>
    public const string SandboxPortInUse = "SANDBOX_PORT_IN_USE";

    /// <summary>The system let no sandbox listen on the port.</summary>
    public const string SandboxPortRefused = "SANDBOX_PORT_REFUSED";

    /// <summary>No sandbox is running, or none on that port.</summary>
    public const string SandboxNotRunning = "SANDBOX_NOT_RUNNING";

    /// <summary>A template can't be understood: a variable is not closed, or has no name.</summary>
    public const string TemplateInvalid = "TEMPLATE_INVALID";

    /// <summary>A template's file is not there, can't be read, or is no UTF-8.</summary>
    public const string TemplateUnreadable = "TEMPLATE_UNREADABLE";

    /// <summary>The row has no value for a variable of the template.</summary>
    public const string MissingVariable = "MISSING_VARIABLE";

    /// <summary>A value can't be written in the format that the template has for it, such as text in <c>{{total:N0}}</c>.</summary>
    public const string FormatMismatch = "FORMAT_MISMATCH";

    /// <summary>A row before this one has the same recipient and text.</summary>
    public const string Duplicate = "DUPLICATE";

    /// <summary>The recipient is on the opt-out list.</summary>
    public const string OptedOut = "OPTED_OUT";

    /// <summary>The opt-out list holds a line that is no number, so that nobody knows who must not be written to.</summary>
    public const string OptOutInvalid = "OPT_OUT_INVALID";

    /// <summary>The opt-out list is not there, or can't be read.</summary>
    public const string OptOutUnreadable = "OPT_OUT_UNREADABLE";

    /// <summary>The name of a report's file ends in none of .html, .csv, .json and .xml.</summary>
    public const string ReportFormatUnknown = "REPORT_FORMAT_UNKNOWN";

    /// <summary>There is no folder for a report to be written to.</summary>
    public const string ReportFolderMissing = "REPORT_FOLDER_MISSING";

    /// <summary>-NoClobber: a file of the report's name is there.</summary>
    public const string ReportExists = "REPORT_EXISTS";

    /// <summary>The system let a report not be written: no rights, disk full, write-protected.</summary>
    public const string ReportNotWritten = "REPORT_NOT_WRITTEN";

    /// <summary>What was piped in is no result of a message: it has no status.</summary>
    public const string NotAResult = "NOT_A_RESULT";

    /// <summary>There is no such file.</summary>
    public const string FileNotFound = "FILE_NOT_FOUND";

    /// <summary>The file can't be read: no rights, a folder, a fault of the disk.</summary>
    public const string FileUnreadable = "FILE_UNREADABLE";

    /// <summary>The file has nothing in it.</summary>
    public const string FileEmpty = "FILE_EMPTY";

    /// <summary>The file is no text: a workbook, for example.</summary>
    public const string FileNotText = "FILE_NOT_TEXT";

    /// <summary>The bytes of the file are not all of one encoding, or not of the one that was named.</summary>
    public const string FileEncoding = "FILE_ENCODING";

    /// <summary>There is no encoding of that name.</summary>
    public const string InvalidEncoding = "INVALID_ENCODING";

    /// <summary>The character can't stand between cells.</summary>
    public const string InvalidDelimiter = "INVALID_DELIMITER";

    /// <summary>A column of the file has no name.</summary>
    public const string ColumnUnnamed = "COLUMN_UNNAMED";

    /// <summary>Two columns of the file have the same name.</summary>
    public const string ColumnDuplicate = "COLUMN_DUPLICATE";

    /// <summary>The file has no column of the name that was given.</summary>
    public const string ColumnNotFound = "COLUMN_NOT_FOUND";

    /// <summary>A row of the file has more or fewer cells than the header.</summary>
    public const string RowRagged = "ROW_RAGGED";

    /// <summary>The quotes of a row are not in pairs.</summary>
    public const string RowMalformed = "ROW_MALFORMED";

    /// <summary>A row of the file is longer than any row with contacts: a quote that is not closed swallows what follows.</summary>
    public const string RowTooLong = "ROW_TOO_LONG";
}
