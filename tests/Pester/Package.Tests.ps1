<#
.SYNOPSIS
The package that a repository of modules takes: made, installed where no other module is, and used from there.
#>

BeforeDiscovery {
    $script:CanPack = [bool] (Get-Command -Name 'Compress-PSResource', 'Save-PSResource' -ErrorAction Ignore | Select-Object -Skip 1)
}

Describe 'The package' -Skip:(-not $script:CanPack) {
    BeforeAll {
        $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        Import-Module -Name (Join-Path $script:Root 'out/Kirimy/Kirimy.psd1') -Force
        $gallery = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'gallery')
        $script:Modules = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'modules')
        $script:Package = & (Join-Path (Join-Path $script:Root '.ci') 'package.ps1') -Destination $gallery.FullName
        $script:Repository = 'KirimyTest' + [guid]::NewGuid().ToString('N')
        Register-PSResourceRepository -Name $script:Repository -Uri $gallery.FullName -Trusted
        Save-PSResource -Name 'Kirimy' -Prerelease -Repository $script:Repository -Path $script:Modules.FullName
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:Package.FullName)
        $reader = [System.IO.StreamReader]::new($archive.GetEntry('Kirimy.nuspec').Open())
        $script:Nuspec = [xml] $reader.ReadToEnd()
        $reader.Dispose()
        $archive.Dispose()
        $script:Installed = Get-ChildItem -LiteralPath (Join-Path $script:Modules.FullName 'Kirimy') -Directory | Select-Object -First 1
    }

    AfterAll {
        Unregister-PSResourceRepository -Name $script:Repository -ErrorAction Ignore
        Remove-Module -Name Kirimy -ErrorAction Ignore
    }

    It 'is smaller than 15 MB' {
        $script:Package.Length | Should -BeLessThan 15000000
    }

    It 'contains both editions, help in two languages, the README, the icon and the notices' {
        $paths = @(
            'bin/Core/Kirimy.PowerShell.dll'
            'bin/Desktop/Kirimy.PowerShell.dll'
            'en-US/Kirimy.PowerShell.dll-Help.xml'
            'id-ID/Kirimy.PowerShell.dll-Help.xml'
            'id-ID/Kirimy.Format.ps1xml'
            'LICENSE'
            'README.md'
            'icon.png'
            'kirimy'
            'ThirdPartyNotices.txt'
        )
        foreach ($path in $paths) {
            Join-Path $script:Installed.FullName $path | Should -Exist
        }
    }

    It 'has the release notes of the changelog' {
        $notes = $script:Nuspec.package.metadata.releaseNotes
        $notes | Should -Match '(?m)^### Added'
        $first = ($notes -split "`n" | Where-Object -FilterScript { $_ -like '- *' })[0].Trim()
        Get-Content -LiteralPath (Join-Path $script:Root 'CHANGELOG.md') | Should -Contain $first
    }

    It 'is a preview with a link to the repository and the names of its commands' {
        $metadata = $script:Nuspec.package.metadata
        $metadata.version | Should -Be '0.1.0-preview1'
        $metadata.projectUrl | Should -Match '^https://\S+$'
        $metadata.licenseUrl | Should -Be "$($metadata.projectUrl)/blob/main/LICENSE"
        $metadata.iconUrl | Should -Be "$($metadata.projectUrl)/blob/main/docs/images/icon.png?raw=true"
        Join-Path $script:Root 'docs/images/icon.png' | Should -Exist
        $tags = $metadata.tags -split ' '
        foreach ($name in (Get-Command -Module Kirimy -CommandType Cmdlet).Name) {
            $tags | Should -Contain "PSCommand_$name"
        }
    }

    It 'opens help pages of the repository with Get-Help -Online' {
        $help = Join-Path (Join-Path $script:Installed.FullName 'id-ID') 'Kirimy.PowerShell.dll-Help.xml'
        $address = [regex]::Match([IO.File]::ReadAllText($help), 'https://[^<]+/docs/help/id-ID/Send-KirimyMessage\.md').Value
        $address | Should -BeLike "$($script:Nuspec.package.metadata.projectUrl)/*"
        foreach ($name in (Get-Command -Module Kirimy -CommandType Cmdlet).Name) {
            (Get-Help -Name $name).relatedLinks.navigationLink[0].uri | Should -BeLike "*/docs/help/*/$name.md"
        }
    }

    It 'installs into an empty home, imports by name, has online help, and sends' -Skip:($env:OS -eq 'Windows_NT') {
        $place = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'home')
        $script = Join-Path $TestDrive 'install.ps1'
        Set-Content -LiteralPath $script -Encoding utf8 -Value @(
            '$ErrorActionPreference = ''Stop'''
            "Register-PSResourceRepository -Name 'Local' -Uri '$($script:Package.DirectoryName)'"
            'Install-PSResource -Name Kirimy -Prerelease -Repository Local -TrustRepository'
            'Import-Module -Name Kirimy'
            '(Get-Module -Name Kirimy).ModuleBase'
            # The address that Get-Help -Online opens.
            '(Get-Command -Name Send-KirimyMessage).HelpUri'
            'Start-KirimySandbox -UseAsDefault -SessionId office | Out-Null'
            '(Send-KirimyMessage -Recipient 081234567890 -Message Hello).Status'
            '(Get-KirimySandboxMessage).Message'
        )
        $variables = @(
            "HOME=$place"
            'PATH', 'DOTNET_ROOT', 'DOTNET_ROLL_FORWARD', 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT' |
                Where-Object -FilterScript { Test-Path -LiteralPath "Env:$_" } |
                ForEach-Object -Process { "$_=$([Environment]::GetEnvironmentVariable($_))" }
        )
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $base, $uri, $status, $message = & env -i @variables $shell @library -NoProfile -NonInteractive -File $script
        $LASTEXITCODE | Should -Be 0 -Because "$base $uri $status $message"
        $base | Should -BeLike "$place/*/Kirimy/*"
        $uri | Should -BeLike "$($script:Nuspec.package.metadata.projectUrl)/*/Send-KirimyMessage.md"
        $status | Should -Be 'Sent'
        $message | Should -Be 'Hello'
    }

    It 'runs the demo from a module path without other modules' {
        $demo = Join-Path $script:Root 'demo'
        $script = Join-Path $TestDrive 'run.ps1'
        @(
            '$ErrorActionPreference = ''Stop'''
            'Import-Module -Name Kirimy'
            "if ((Get-Module -Name Kirimy).ModuleBase -ne '$($script:Installed.FullName)') { throw 'Another Kirimy was found.' }"
            "Set-Location -LiteralPath '$TestDrive'"
            "`$ledger = Join-Path '$TestDrive' 'ledger.db'"
            "`$report = Join-Path '$TestDrive' 'report.html'"
            "`$file = '$(Join-Path $demo 'contacts.csv')'"
            ". '$(Join-Path $demo 'demo.ps1')'"
            '''The demo ran.'''
        ) | Set-Content -LiteralPath $script -Encoding utf8
        $path = $env:PSModulePath
        $env:PSModulePath = $script:Modules.FullName
        try {
            $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
            $said = & $shell @library -NoProfile -NonInteractive -File $script
            $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
            $said | Select-Object -Last 1 | Should -Be 'The demo ran.'
        }
        finally {
            $env:PSModulePath = $path
        }
    }
}
