<#
.SYNOPSIS
Packs the module in out/Kirimy as a repository of modules takes it, and gives the file: Kirimy.<version>.nupkg.

.DESCRIPTION
The build wrote the release notes and the addresses into the manifest. A prerelease has its label in the file's name.

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

$manifest = Test-ModuleManifest -Path (Join-Path $module 'Kirimy.psd1')
$version = (@($manifest.Version, $manifest.PrivateData.PSData['Prerelease']) | Where-Object -FilterScript { $_ }) -join '-'
$package = Join-Path $Destination "Kirimy.$version.nupkg"
$null = New-Item -ItemType Directory -Path $Destination -Force
if (Test-Path -LiteralPath $package) {
    Remove-Item -LiteralPath $package
}

Compress-PSResource -Path $module -DestinationPath $Destination

# Compress-PSResource prefers speed. The best compression, which Windows PowerShell doesn't have, makes the package 3 % smaller.
if ($PSVersionTable.PSEdition -eq 'Core') {
    $files = Join-Path ([IO.Path]::GetTempPath()) "kirimy-package-$PID"
    try {
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $files)
        Remove-Item -LiteralPath $package
        [IO.Compression.ZipFile]::CreateFromDirectory($files, $package, 'SmallestSize', $false)
    }
    finally {
        Remove-Item -LiteralPath $files -Recurse -Force -ErrorAction Ignore
    }
}

Get-Item -LiteralPath $package
