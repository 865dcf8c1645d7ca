<#
.SYNOPSIS
The main job: a CSV of contacts, one message to each, and what became of every row.
#>
[CmdletBinding()]
param(
    # The built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The rows of the CSV, as Import-Csv gives them.
    [Parameter(Mandatory)]
    [PSObject[]] $Contact
)

function Write-Step {
    param([string] $Text)
    Write-Output "`nPS> $Text"
}

Import-Module -Name $Module

Write-Step 'Start-KirimySandbox -UseAsDefault      # answers like the service, on this machine; nothing leaves it'
$sandbox = Start-KirimySandbox -UseAsDefault
$sandbox

Write-Step '$contacts | Test-KirimyNumber             # what the numbers in the file are'
$Contact | Test-KirimyNumber

$message = "Selamat pagi! Toko kami pindah ke Jl. Merdeka 10.`nSampai jumpa, *Tim Maju* 🙏"
Write-Step '$results = $contacts | Send-KirimyMessage -Message $message'
$results = $Contact | Send-KirimyMessage -Message $message -ErrorVariable problems -ErrorAction SilentlyContinue
$results

Write-Step '$problems                                 # an error for each row that was not sent, or may not have been'
$problems

Write-Step 'Get-KirimySandboxMessage -First 3         # what the service got'
Get-KirimySandboxMessage -First 3

$count = @{ Sent = 0; Failed = 0; Unknown = 0; Skipped = 0; NotSent = 0 }
foreach ($result in $results) {
    $count["$($result.Status)"]++
}

$rows = @($Contact).Count
Write-Output ''
Write-Output "$rows rows, $(@($results).Count) results: $($count.Sent) sent, $($count.Failed) failed, $($count.Unknown) unknown (may have arrived, not repeated), $($count.NotSent) not sent."
Write-Output "The sandbox delivered $(@(Get-KirimySandboxMessage | Where-Object Status -EQ Delivered).Count) messages."

Stop-KirimySandbox
if (@($results).Count -ne $rows) {
    throw 'A row has no result.'
}
