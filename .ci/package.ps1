<#
.SYNOPSIS
Packs the module in out/Kirimy as a repository of modules takes it, and gives the file: Kirimy.<version>.nupkg.

.DESCRIPTION
The release notes are the section of CHANGELOG.md for the version, or the newest one while that is not released.

.PARAMETER Destination
The folder to write to. It is made where there is none; a package of the same version is replaced.
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [string] $Destination
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$output = Join-Path $root 'out'
if (-not $Destination) {
    $Destination = $output
}

$module = Join-Path $output 'Kirimy'
if (-not (Test-Path -LiteralPath (Join-Path $module 'Kirimy.psd1'))) {
    throw "The module is not built: $module is missing. Run: dotnet build src/Kirimy.PowerShell --configuration Release"
}

if (-not (Get-Command -Name 'Compress-PSResource' -ErrorAction Ignore)) {
    throw 'Compress-PSResource is missing. It comes with Microsoft.PowerShell.PSResourceGet 1.1 or newer: ' +
    'Install-Module -Name Microsoft.PowerShell.PSResourceGet -MinimumVersion 1.1.0 -Scope CurrentUser'
}

$utf8 = [System.Text.UTF8Encoding]::new($false)
$changes = [System.IO.File]::ReadAllText((Join-Path $root 'CHANGELOG.md')).Replace("`r`n", "`n")
$sections = [regex]::Matches($changes, '(?ms)^## \[(?<version>[^\]]+)\][^\n]*\n(?<text>.*?)(?=^## \[|\z)')
$version = (Test-ModuleManifest -Path (Join-Path $module 'Kirimy.psd1')).Version.ToString()
$section = @($sections | Where-Object -FilterScript { $_.Groups['version'].Value -eq $version }) + @($sections)[0]
$notes = $section[0].Groups['text'].Value.Trim()

$staging = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
try {
    $copy = Join-Path $staging 'Kirimy'
    $null = New-Item -ItemType Directory -Path $staging, $Destination -Force
    Copy-Item -LiteralPath $module -Destination $copy -Recurse
    $manifest = Join-Path $copy 'Kirimy.psd1'
    $text = [System.IO.File]::ReadAllText($manifest)
    $place = "ReleaseNotes = 'CHANGELOG.md'"
    if (-not $text.Contains($place)) {
        throw "The manifest has no place for the release notes: $place"
    }

    [System.IO.File]::WriteAllText($manifest, $text.Replace($place, "ReleaseNotes = '" + $notes.Replace("'", "''") + "'"), $utf8)
    $package = Join-Path $Destination "Kirimy.$version.nupkg"
    if (Test-Path -LiteralPath $package) {
        Remove-Item -LiteralPath $package
    }

    Compress-PSResource -Path $copy -DestinationPath $Destination
    Get-Item -LiteralPath $package
}
finally {
    Remove-Item -LiteralPath $staging -Recurse -Force -ErrorAction Ignore
}
