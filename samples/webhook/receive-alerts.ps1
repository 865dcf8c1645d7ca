<#
.SYNOPSIS
A webhook receiver: sends the notifications of Alertmanager and Grafana as WhatsApp messages.

.DESCRIPTION
It listens on loopback only, and accepts POST requests to /alerts with the token of KIRIMY_WEBHOOK_TOKEN (Authorization: Bearer ...).

The response shows whether the notification was sent, because Alertmanager retries on 5xx:
    200  the message was sent to every recipient, or suppressed because it was sent before
    400  the body isn't a notification
    401  the token is missing or wrong
    404, 405, 413  another address, another method, a body that is too large
    502  a message wasn't sent, or it isn't known whether it arrived
    503  receiving the body took too long

The API key, the WhatsApp session and the ledger come from the environment or the profile, as for Send-KirimyMessage.

.PARAMETER Recipient
Phone numbers or recipient groups. If you omit this parameter, the default recipients get the messages.

.PARAMETER Port
The TCP port on 127.0.0.1.

.PARAMETER SuppressFor
The time in which the same state of the same alerts isn't sent again. Specify more than the time of the caller's retries, and less than
the interval of its reminders.

.PARAMETER MaxAlerts
The maximum number of alerts that a message lists.

.PARAMETER ReadTimeoutSec
The maximum time for receiving the body, in seconds.

.EXAMPLE
$env:KIRIMY_WEBHOOK_TOKEN = 'a long random text'
./receive-alerts.ps1 -Recipient oncall
#>
#Requires -Version 7.4
#Requires -Modules Kirimy
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The functions read them.')]
[CmdletBinding()]
param(
    [string[]] $Recipient,

    [ValidateRange(1, 65535)]
    [int] $Port = 9099,

    [timespan] $SuppressFor = '01:00:00',

    [ValidateRange(1, 50)]
    [int] $MaxAlerts = 10,

    [ValidateRange(1, 600)]
    [int] $ReadTimeoutSec = 10
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$maxBodyLength = 1MB

if ("$env:KIRIMY_WEBHOOK_TOKEN".Length -lt 16) {
    throw 'Set KIRIMY_WEBHOOK_TOKEN to a random text of at least 16 characters.'
}

function Get-Digest {
    <#
    .SYNOPSIS
    Hashes a text, so that texts of any length are compared in constant time.
    #>
    param([string] $Text)
    , [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($Text))
}

function Read-Body {
    <#
    .SYNOPSIS
    Reads the body of a request: its text, or the status code that refuses it.
    #>
    param([System.Net.HttpListenerRequest] $Request)
    $buffer = [byte[]]::new($maxBodyLength + 1)
    $length = 0
    $deadline = [datetime]::UtcNow.AddSeconds($ReadTimeoutSec)
    do {
        $read = $Request.InputStream.ReadAsync($buffer, $length, $buffer.Length - $length)
        $left = [int] [math]::Max(0, ($deadline - [datetime]::UtcNow).TotalMilliseconds)
        if (-not $read.Wait($left)) { return 503 }
        $length += $read.Result
    } while ($read.Result -and $length -le $maxBodyLength)

    if ($length -gt $maxBodyLength) { 413 } else { [System.Text.Encoding]::UTF8.GetString($buffer, 0, $length) }
}

function Get-Value {
    <#
    .SYNOPSIS
    The first value that isn't empty among properties of an object that may not exist.
    #>
    param($InputObject, [string[]] $Name)
    foreach ($one in $Name) {
        $property = if ($InputObject) { $InputObject.PSObject.Properties[$one] }
        if ($property -and $property.Value) { return $property.Value }
    }
}

function ConvertTo-Alert {
    <#
    .SYNOPSIS
    The text of a notification, and the key that makes two notifications the same.
    #>
    param([psobject] $Notification)
    $alerts = @(Get-Value -InputObject $Notification -Name 'alerts')
    $status = Get-Value -InputObject $Notification -Name 'status'
    if ($status -notin 'firing', 'resolved' -or -not $alerts) { throw [FormatException]::new('The body has no status or no alerts.') }

    $labels = Get-Value -InputObject $Notification -Name 'commonLabels'
    $name = Get-Value -InputObject $labels -Name 'alertname'
    if (-not $name) { $name = Get-Value -InputObject $Notification -Name 'receiver' }
    $mark = if ($status -eq 'firing') { "`u{1F525} Firing" } else { "`u{2705} Resolved" }
    $lines = @(
        "${mark}: *$name*"
        # Firing before resolved: a firing notification also lists those alerts of its group that are resolved.
        foreach ($alert in $alerts | Sort-Object -Property status -Stable | Select-Object -First $MaxAlerts) {
            $annotations = Get-Value -InputObject $alert -Name 'annotations'
            $text = Get-Value -InputObject $annotations -Name 'summary', 'description', 'message'
            if (-not $text) { $text = Get-Value -InputObject (Get-Value -InputObject $alert -Name 'labels') -Name 'instance', 'alertname' }
            if ($status -eq 'firing' -and $alert.status -eq 'resolved') { "- $text (resolved)" } else { "- $text" }
        }

        $more = [math]::Max(0, $alerts.Count - $MaxAlerts) + [int] (Get-Value -InputObject $Notification -Name 'truncatedAlerts')
        if ($more -gt 0) { "and $more more" }
        Get-Value -InputObject $Notification -Name 'externalURL'
    )

    # An alert that fires again has a new start time, so it isn't suppressed by the earlier one, which was reported as resolved.
    $states = foreach ($alert in $alerts) {
        '{0} {1} {2:o}' -f (Get-Value -InputObject $alert -Name 'fingerprint'), $alert.status, $alert.startsAt
    }
    $group = Get-Value -InputObject $Notification -Name 'groupKey'
    @{ Message = $lines -join "`n"; SuppressionKey = (@($group) + ($states | Sort-Object)) -join "`n" }
}

function Send-Alert {
    <#
    .SYNOPSIS
    Sends a notification: the status code of the response, and what to log.
    #>
    param([string] $Body)
    try {
        $alert = ConvertTo-Alert -Notification (ConvertFrom-Json -InputObject $Body)
    }
    catch {
        return 400, $_.Exception.Message
    }

    try {
        $to = if ($Recipient) { @{ Recipient = $Recipient } } else { @{} }
        $how = @{
            # Suppressed alerts are retries, so their count has no meaning.
            SuppressFor = $SuppressFor; SuppressionNote = ''
            # Few retries, because the caller waits, and retries as well.
            MaximumRetryCount = 2; TimeoutSec = 10
            Overflow = 'Truncate'; ErrorAction = 'SilentlyContinue'
        }
        $results = @(Send-KirimyMessage @alert @to @how)
        $done = $results.Where({ $_.Status -eq 'Sent' -or $_.ErrorCode -eq 'SUPPRESSED' }).Count
        $(if ($results -and $done -eq $results.Count) { 200 } else { 502 })
        ($results | ForEach-Object -Process { "$($_.Status) $($_.ErrorCode)".Trim() }) -join ', '
    }
    catch {
        502, $_.Exception.Message
    }
}

function Get-Response {
    <#
    .SYNOPSIS
    Handles a request: the status code of the response, and what to log.
    #>
    param([System.Net.HttpListenerRequest] $Request)
    $token = Get-Digest -Text ([string] $Request.Headers['Authorization'])
    if (-not [System.Security.Cryptography.CryptographicOperations]::FixedTimeEquals($token, $expected)) { return 401, 'Wrong token' }
    if ($Request.Url.AbsolutePath -ne '/alerts') { return 404, $Request.Url.AbsolutePath }
    if ($Request.HttpMethod -ne 'POST') { return 405, $Request.HttpMethod }
    if ($Request.ContentLength64 -gt $maxBodyLength) { return 413, "$($Request.ContentLength64) bytes" }
    $body = Read-Body -Request $Request
    if ($body -is [int]) { return $body, 'Body refused' }
    Send-Alert -Body $body
}

$expected = Get-Digest -Text "Bearer $env:KIRIMY_WEBHOOK_TOKEN"
$listener = [System.Net.HttpListener]::new()
$listener.Prefixes.Add("http://127.0.0.1:$Port/")
$listener.Start()
try {
    "Listening on http://127.0.0.1:$Port/alerts"
    while ($true) {
        $next = $listener.GetContextAsync()
        # In steps, so that Ctrl+C ends the script.
        while (-not $next.Wait(500)) { }
        $context = $next.Result
        try {
            $code, $text = Get-Response -Request $context.Request
            $context.Response.StatusCode = $code
            $context.Response.Close()
        }
        catch {
            # The caller closed the connection; the next request is handled as usual.
            $code, $text = 'no response:', $_.Exception.Message
        }

        '{0:yyyy-MM-dd HH:mm:ss} {1} {2}' -f (Get-Date), $code, $text
    }
}
finally {
    $listener.Close()
}
