<#
.SYNOPSIS
The session that make.ps1 records: types commands of the README and runs them, as a user would at a prompt.
#>
#Requires -Version 7.4
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$work = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName()))
$commands = @(
    "Send-KirimyMessage 081234567890 'Backup of *srv-02* failed'"
    "`$moving = @{ Template = 'Hello {{name}}, our shop has moved.'; BatchId = 'moving' }"
    'Import-KirimyContact contacts.csv | Test-KirimyMessage @moving -Summary'
    'Import-KirimyContact contacts.csv | Send-KirimyMessage @moving -ErrorAction Ignore'
    'Get-KirimyBatch moving'
)
try {
    Import-Module -Name (Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1')
    Set-Location -LiteralPath $work
    $env:KIRIMY_LEDGER = Join-Path $work 'ledger.db'
    $null = Start-KirimySandbox -UseAsDefault -SessionId office
    Set-Content -Path contacts.csv -Value 'wa,name', '0812-3456-7890,Budi', '+62 812 3456 7891,Siti', '"6,28123E+12",Agus'
    Clear-Host
    foreach ($command in $commands) {
        $Host.UI.Write('PS> ')
        foreach ($letter in $command.ToCharArray()) {
            $Host.UI.Write($letter)
            Start-Sleep -Milliseconds 25
        }

        Start-Sleep -Milliseconds 500
        $Host.UI.WriteLine()
        . ([scriptblock]::Create($command)) | Out-Default
        Start-Sleep -Seconds 2
    }

    $Host.UI.Write('PS> ')
    Start-Sleep -Seconds 3
}
finally {
    Stop-KirimySandbox
    Set-Location -LiteralPath $PSScriptRoot
    Remove-Item -LiteralPath $work -Recurse
}
