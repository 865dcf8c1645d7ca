<#
.SYNOPSIS
Runs the lines of demo.ps1 one by one, as if typed at a prompt. Stops at the first terminating error, with exit code 1.

.PARAMETER ModulePath
The manifest of the module.

.PARAMETER Folder
An empty folder, for the ledger and the report.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'demo.ps1 uses them.')]
[CmdletBinding()]
param([string] $ModulePath, [string] $Folder)

$file = Join-Path $PSScriptRoot 'contacts.csv'
$ledger = Join-Path $Folder 'ledger.db'
$report = Join-Path $Folder 'moving.html'

[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
Import-Module -Name $ModulePath
foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'demo.ps1'))) {
    if (-not $line -or $line.StartsWith('#')) {
        $line
    }
    else {
        "PS> $line"
        . ([scriptblock]::Create($line)) | Out-Default
    }
}
