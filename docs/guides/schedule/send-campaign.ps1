<#
.SYNOPSIS
Sends a campaign as far as today's limits allow. The next run continues where this one ended.

.DESCRIPTION
For a scheduler that runs it every morning. The API key, the WhatsApp session and the ledger come from the profile, a vault or the
environment, so that no secret is in the script or on a command line.

The last line of the output summarizes the run. Exit codes: 0 if every message was sent or waits for the next day; 1 if a message or the run
itself failed; 3 if a message may or may not have arrived.

.PARAMETER Path
The contact file.

.PARAMETER TemplatePath
The file with the text of the messages.

.PARAMETER BatchId
The name of the campaign. It stays the same in every run, so that no message is sent twice.
#>
#Requires -Version 5.1
#Requires -Modules Kirimy
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $TemplatePath,

    [Parameter(Mandatory)]
    [string] $BatchId
)

# A missing file or API key ends the script with exit code 1. Errors of single messages are written to the log, and the run continues.
$ErrorActionPreference = 'Stop'
$count = [ordered]@{ Sent = 0; Skipped = 0; Failed = 0; Unknown = 0; NotSent = 0; Waiting = 0 }
Import-KirimyContact -Path $Path |
    Send-KirimyMessage -TemplatePath $TemplatePath -BatchId $BatchId -ErrorAction Continue |
    ForEach-Object -Process {
        $outcome = if ($_.ErrorCode -eq 'DAILY_LIMIT') { 'Waiting' } else { "$($_.Status)" }
        $count[$outcome]++
    }

$summary = ($count.GetEnumerator() | ForEach-Object -Process { "$($_.Key) $($_.Value)" }) -join ', '
'{0:yyyy-MM-dd HH:mm:ss} {1}: {2}' -f (Get-Date), $BatchId, $summary
exit $(if ($count.Failed + $count.NotSent) { 1 } elseif ($count.Unknown) { 3 } else { 0 })
