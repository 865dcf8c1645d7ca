<#
.SYNOPSIS
Runs Pester tests against the built module in out/Kirimy. Fails if a test fails or none ran.

.DESCRIPTION
dotnet test runs each file of tests/Pester with this script. CI runs all of them with it on systems where only the built module is tested.
The last line is the count: Pester: N passed, N failed, N skipped

.PARAMETER Path
A test file, or a folder of them.

.PARAMETER PesterPath
The name or the path of the Pester module, version 5.5 or newer. Windows PowerShell comes with Pester 3, which can't run these tests.

.PARAMETER ResultPath
The JSON file to write the results to: Name, Result, Seconds and Message of each test.
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [string] $Path = (Join-Path (Join-Path (Split-Path -Parent $PSScriptRoot) 'tests') 'Pester'),
    [string] $PesterPath = 'Pester',
    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot

$manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    throw "The module isn't built: $manifest is missing. Run: dotnet build src/Kirimy.PowerShell"
}

Import-Module -Name $PesterPath -MinimumVersion 5.5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.CIFormat = 'Auto'
$run = Invoke-Pester -Configuration $configuration

# A block or a file that can't be set up or taken down has tests that didn't run, so it counts as a failed test.
$broken = @($run.FailedBlocks) + @($run.FailedContainers)
if ($ResultPath) {
    $own = [regex]::Escape((Get-Module -Name Pester).ModuleBase)
    $results = foreach ($one in @($run.Tests) + $broken) {
        $problems = foreach ($problem in $one.ErrorRecord) {
            $problem.Exception.Message
            if ($one.Result -ne 'Skipped') {
                $problem.ScriptStackTrace -split '\r?\n' -notmatch $own
            }
        }

        @{
            Name    = if ($one.ExpandedPath) { $one.ExpandedPath } else { "$one" }
            Result  = "$($one.Result)"
            Seconds = $one.Duration.TotalSeconds
            Message = if ($problems) { $problems -join "`n" } else { 'Pester gives no reason.' }
        }
    }

    ConvertTo-Json -InputObject @($results) | Set-Content -LiteralPath $ResultPath -Encoding utf8
}

$failed = $run.FailedCount + $broken.Count
'Pester: {0} passed, {1} failed, {2} skipped' -f $run.PassedCount, $failed, ($run.SkippedCount + $run.NotRunCount)
if ($failed -gt 0 -or $run.PassedCount -eq 0) {
    exit 1
}
