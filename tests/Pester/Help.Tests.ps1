<#
.SYNOPSIS
Every example of the help runs unchanged against a sandbox and writes no error.
#>

BeforeDiscovery {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module -Name (Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1') -Force

    # Examples that store API keys need a vault. Other tests cover them.
    $needsVault = 'KirimyApiKey|Get-Secret'
    $script:Examples = foreach ($command in (Get-Module -Name Kirimy).ExportedCmdlets.Keys | Sort-Object) {
        foreach ($example in (Get-Help -Name $command).examples.example) {
            if ($example.code -notmatch $needsVault) {
                @{ Command = $command; Title = $example.title.Trim('-', ' '); Code = $example.code }
            }
        }
    }
}

Describe 'The examples' {
    BeforeAll {
        $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        $script:Manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
        Import-Module -Name $script:Manifest -Force
        $script:ConfigFolders = $env:XDG_CONFIG_HOME, $env:APPDATA
        @(
            'wa,name,company'
            '0812-3456-7890,Budi,Toko Budi'
            '6281398765432,Siti,Warung Siti'
            '6.28123E+12,Agus,Bengkel Agus'
        ) | Set-Content -LiteralPath (Join-Path $TestDrive 'contacts.csv') -Encoding utf8
    }

    It '<Command>, <Title>' -ForEach $script:Examples {
        $setUp = 'param($Manifest, $Folder) Import-Module -Name $Manifest; Set-Location -LiteralPath $Folder; ' +
        '$null = Start-KirimySandbox -UseAsDefault -SessionId office, backup'

        # Profiles for this example only, not those of the user.
        $env:XDG_CONFIG_HOME = $env:APPDATA = Join-Path $TestDrive ([guid]::NewGuid())
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript($setUp).AddArgument($script:Manifest).AddArgument([string] $TestDrive).AddStatement().AddScript($Code)
            $null = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            Get-KirimySandbox | Stop-KirimySandbox
            $shell.Dispose()
            $env:XDG_CONFIG_HOME, $env:APPDATA = $script:ConfigFolders
        }
    }
}
