<#
.SYNOPSIS
The module in a real PowerShell: it comes, shows its commands and its help, goes, and comes again.
#>

BeforeDiscovery {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $script:Commands = @(Test-ModuleManifest -Path $manifest | ForEach-Object -Process { $_.ExportedCmdlets.Keys } | Sort-Object)
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    Import-Module -Name $script:Manifest -Force

    # A session finds help in its own language; one session for each language has the help of all cmdlets.
    $script:Help = @{}
    foreach ($culture in 'en-US', 'id-ID') {
        $shell = [powershell]::Create()
        try {
            $getHelp = {
                param($Manifest, $Culture)
                [cultureinfo]::CurrentUICulture = $Culture
                Import-Module -Name $Manifest
                foreach ($name in (Get-Module -Name Kirimy).ExportedCmdlets.Keys) { Get-Help -Name $name -Full }
            }
            $null = $shell.AddScript($getHelp).AddArgument($script:Manifest).AddArgument($culture)
            $script:Help[$culture] = @{}
            foreach ($help in $shell.Invoke()) {
                $script:Help[$culture][$help.Name] = $help
            }
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'The manifest' {
    It 'passes Test-ModuleManifest without a warning' {
        $module = Test-ModuleManifest -Path $script:Manifest -WarningVariable warnings -WarningAction SilentlyContinue
        $module.Name | Should -Be 'Kirimy'
        $warnings | Should -BeNullOrEmpty
    }

    It 'names an existing root module for this edition' {
        $module = Get-Module -Name Kirimy
        $module.RootModule | Should -Be "bin/$($PSVersionTable.PSEdition)/Kirimy.PowerShell.dll"
        $module.ModuleBase | Should -Be (Split-Path -Parent $script:Manifest)
    }

    It 'exports cmdlets and nothing else' {
        $module = Get-Module -Name Kirimy
        $module.ExportedCmdlets.Count | Should -BeGreaterThan 0
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedAliases.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
    }
}

Describe '<_>' -ForEach $script:Commands {
    BeforeAll {
        $script:Name = $_
    }

    It 'is a cmdlet of the module, with an approved verb' {
        $command = Get-Command -Name $script:Name
        $command.CommandType | Should -Be 'Cmdlet'
        $command.Source | Should -Be 'Kirimy'
        (Get-Verb).Verb | Should -Contain $command.Verb
    }

    It 'has help with its own synopsis, syntax, examples and links' {
        $text = Get-Help -Name $script:Name -Full | Out-String -Width 200
        $text | Should -Match 'SYNOPSIS'
        $text | Should -Match ([regex]::Escape("    $script:Name "))
        $text | Should -Match 'Example 3:'
        $text | Should -Match 'RELATED LINKS'
        (Get-Help -Name $script:Name).Synopsis | Should -Not -Match ([regex]::Escape($script:Name))
    }

    It 'shows a description for each of its parameters' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $documented = @{}
        foreach ($parameter in $script:Help['en-US'][$script:Name].parameters.parameter) {
            $documented[$parameter.name] = ($parameter.description | Out-String).Trim()
        }

        foreach ($parameter in (Get-Command -Name $script:Name).Parameters.Values | Where-Object -Property Name -NotIn -Value $common) {
            if ($parameter.Attributes.DontShow -notcontains $true) {
                $documented[$parameter.Name] | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is documented"
            }
        }
    }

    It 'has the same help in an Indonesian session' {
        $english, $indonesian = $script:Help['en-US'][$script:Name], $script:Help['id-ID'][$script:Name]
        $indonesian.Synopsis | Should -Not -BeNullOrEmpty
        $indonesian.Synopsis | Should -Not -Be $english.Synopsis
        @($indonesian.parameters.parameter.name) | Should -Be @($english.parameters.parameter.name)
        @($indonesian.examples.example.code) | Should -Be @($english.examples.example.code)
    }
}

Describe 'The about topics' {
    It 'are listed with their short descriptions' {
        $topics = @(Get-Help -Name 'about_Kirimy*')
        $topics.Count | Should -BeGreaterThan 0
        (Get-Help -Name 'about_Kirimy' | Out-String) | Should -Match 'SHORT DESCRIPTION'
    }
}

Describe 'Import and removal' {
    AfterAll {
        Import-Module -Name $script:Manifest -Force
    }

    It 'removes the commands, and restores them' {
        Remove-Module -Name Kirimy
        Get-Module -Name Kirimy | Should -BeNullOrEmpty
        Get-Command -Module Kirimy | Should -BeNullOrEmpty
        Import-Module -Name $script:Manifest
        @(Get-Command -Module Kirimy).Count | Should -Be (Get-Module -Name Kirimy).ExportedCmdlets.Count
    }

    It 'can be repeated with -Force' {
        { 1..3 | ForEach-Object -Process { Import-Module -Name $script:Manifest -Force } } | Should -Not -Throw
        @(Get-Module -Name Kirimy).Count | Should -Be 1
    }

    It 'resolves result types by name right after the import' {
        [Kirimy.SendResult].Assembly.GetName().Name | Should -Be 'Kirimy'
    }
}
