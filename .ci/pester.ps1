<#
.SYNOPSIS
Runs the Pester tests against the module in out/Kirimy, which has to be built; fails when one fails or none ran.

.DESCRIPTION
The last line is the count: Pester: N passed, N failed, N skipped
#>
#Requires -Version 5.1
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot

$manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    throw "The module is not built: $manifest is missing. Run: dotnet build src/Kirimy.PowerShell"
}

# Windows PowerShell comes with Pester 3, which these tests can't run on.
Import-Module -Name Pester -MinimumVersion 5.5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path (Join-Path $root 'tests') 'Pester'
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.CIFormat = 'Auto'
$run = Invoke-Pester -Configuration $configuration

# A file or a block that could not even be set up holds tests that did not run: a failure as well.
$failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
'Pester: {0} passed, {1} failed, {2} skipped' -f $run.PassedCount, $failed, ($run.SkippedCount + $run.NotRunCount)
if ($failed -gt 0 -or $run.PassedCount -eq 0) {
    exit 1
}
