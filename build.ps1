<#
.SYNOPSIS
Builds, tests and packs Kirimy.

.DESCRIPTION
The tasks only call what anyone can call without this script: dotnet build, dotnet test, and the scripts in .ci that CI
runs as well.

  Build    lays the module out in out/Kirimy
  Test     dotnet test, which runs the Pester tests as well
  Analyze  PSScriptAnalyzer over every script, with PSScriptAnalyzerSettings.psd1
  Package  a Release build, packed as out/Kirimy.<version>.nupkg
  Publish  a Release build, pushed to a repository of PowerShell modules

.PARAMETER Task
What to do, in the order given.

.PARAMETER Configuration
Of Build and Test. Package and Publish always take Release.

.PARAMETER Repository
Where Publish pushes to: a name that Get-PSResourceRepository lists.

.PARAMETER ApiKey
The repository's key. Without it Publish takes it from the environment variable KIRIMY_PUBLISH_KEY.

.EXAMPLE
./build.ps1

.EXAMPLE
./build.ps1 -Task Build, Test, Analyze

.EXAMPLE
./build.ps1 -Task Publish -ApiKey (Read-Host -AsSecureString)
#>
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidateSet('Build', 'Test', 'Analyze', 'Package', 'Publish')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [string] $Repository = 'PSGallery',

    [securestring] $ApiKey
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$solution = Join-Path $PSScriptRoot 'Kirimy.PowerShell.sln'
$project = Join-Path (Join-Path $PSScriptRoot 'src') 'Kirimy.PowerShell'
$steps = Join-Path $PSScriptRoot '.ci'

function Invoke-Step {
    <#
    .SYNOPSIS
    Runs a program or a script and throws when it fails.
    #>
    [CmdletBinding()]
    param([string] $Name, [string[]] $ArgumentList = @())

    $global:LASTEXITCODE = 0
    & $Name @ArgumentList
    if ($LASTEXITCODE -ne 0) {
        throw "$Name $ArgumentList ended with exit code $LASTEXITCODE."
    }
}

function Assert-Command {
    <#
    .SYNOPSIS
    Throws, with what to install, when a command is missing.
    #>
    [CmdletBinding()]
    param([string] $Name)

    if (-not (Get-Command -Name $Name -ErrorAction Ignore)) {
        throw "$Name is missing. It comes with Microsoft.PowerShell.PSResourceGet 1.1 or newer: " +
        'Install-Module -Name Microsoft.PowerShell.PSResourceGet -MinimumVersion 1.1.0 -Scope CurrentUser'
    }
}

function Build-Module {
    <#
    .SYNOPSIS
    Lays the module out in out/Kirimy.
    #>
    [CmdletBinding()]
    param([string] $Configuration, [switch] $ForRelease)

    $arguments = @('build', $project, '--configuration', $Configuration)
    if ($ForRelease) {
        # The same bytes wherever it is built: no path of this machine is in them.
        $arguments += '-p:ContinuousIntegrationBuild=true'
    }

    Invoke-Step -Name 'dotnet' -ArgumentList $arguments
}

foreach ($one in $Task) {
    switch ($one) {
        'Build' {
            Build-Module -Configuration $Configuration
        }
        'Test' {
            Invoke-Step -Name 'dotnet' -ArgumentList 'test', $solution, '--configuration', $Configuration
        }
        'Analyze' {
            Invoke-Step -Name (Join-Path $steps 'analyze.ps1')
        }
        'Package' {
            Build-Module -Configuration 'Release' -ForRelease
            Invoke-Step -Name (Join-Path $steps 'package.ps1')
        }
        'Publish' {
            Assert-Command -Name 'Publish-PSResource'
            $key = if ($ApiKey) {
                [System.Net.NetworkCredential]::new('', $ApiKey).Password
            }
            else {
                $env:KIRIMY_PUBLISH_KEY
            }

            if (-not $key) {
                throw 'Publish needs the key of the repository: -ApiKey (Read-Host -AsSecureString), or the variable KIRIMY_PUBLISH_KEY.'
            }

            Build-Module -Configuration 'Release' -ForRelease
            $package = & (Join-Path $steps 'package.ps1')
            if ($PSCmdlet.ShouldProcess($Repository, "Publish $($package.Name)")) {
                Publish-PSResource -NupkgPath $package.FullName -Repository $Repository -ApiKey $key
            }
        }
    }
}
