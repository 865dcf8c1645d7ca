<#
.SYNOPSIS
Runs PSScriptAnalyzer with the repository's settings over every script and data file; fails on any finding.
#>
#Requires -Version 5.1
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot

$settings = Join-Path $root 'PSScriptAnalyzerSettings.psd1'
if (-not (Test-Path -LiteralPath $settings)) {
    throw "The analyzer's settings are missing: $settings. Without them most rules are off."
}

Import-Module -Name PSScriptAnalyzer -MinimumVersion 1.24.0

# The manifest names files that lie beside it in the built module only: there it is checked.
$manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    throw "The module is not built: $manifest is missing. Run: dotnet build src/Kirimy.PowerShell"
}

$leftOut = '^[\\/]Kirimy\.psd1$|[\\/](out|bin|obj|TestResults|\.git)[\\/]'
$files = @(Get-ChildItem -LiteralPath $root -Recurse -File -Force -Include '*.ps1', '*.psm1', '*.psd1' |
        Where-Object -FilterScript { $_.FullName.Substring($root.Length) -notmatch $leftOut } |
        ForEach-Object -Process { $_.FullName })
$files += $manifest

function Invoke-Analyzer {
    <#
    .SYNOPSIS
    The findings in one file. PSScriptAnalyzer now and then stumbles over its own parallel rules; a crash isn't a finding.
    #>
    [CmdletBinding()]
    param([string] $Path)

    $triesLeft = 3
    while ($true) {
        try {
            # The built manifest has lines of the changelog, as release notes.
            $excluded = if ($Path -eq $manifest) { @{ ExcludeRule = 'PSAvoidLongLines' } } else { @{} }
            return Invoke-ScriptAnalyzer -Path $Path -Settings $settings @excluded
        }
        catch {
            $triesLeft--
            if ($triesLeft -eq 0) {
                throw
            }

            Write-Warning -Message "$Path is analyzed again: $_"
        }
    }
}

$findings = @($files | ForEach-Object -Process { Invoke-Analyzer -Path $_ })
foreach ($finding in $findings) {
    $place = '{0}({1},{2})' -f $finding.ScriptPath, $finding.Line, $finding.Column
    '{0}: {1} {2}: {3}' -f $place, $finding.Severity, $finding.RuleName, $finding.Message
}

'Analyzer: {0} files, {1} findings' -f $files.Count, $findings.Count
if ($findings.Count -gt 0) {
    exit 1
}
