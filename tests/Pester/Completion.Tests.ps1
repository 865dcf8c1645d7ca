<#
.SYNOPSIS
What the Tab key offers in a real PowerShell.
#>

BeforeAll {
    $built = Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1'
    $script:ModulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    $script:ModulePath = (Resolve-Path -Path $script:ModulePath).Path
    Import-Module -Name $script:ModulePath -Force
    $script:Names = 'XDG_CONFIG_HOME', 'APPDATA', 'KIRIMY_PROFILE', 'KIRIMY_SESSION_ID', 'KIRIMY_BASE_URI', 'KIRIMY_LEDGER'
    $script:Before = @{}
    foreach ($name in $script:Names) {
        $script:Before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $null)
    }

    $env:XDG_CONFIG_HOME = $env:APPDATA = Join-Path $TestDrive 'config'
    Set-KirimyProfile -Name office -SessionId front, 'front desk' -Ledger (Join-Path $TestDrive 'ledger.db') -Default
    Set-KirimyProfile -Name 'the shop' -SessionId shop -Ledger (Join-Path $TestDrive 'shop.db')

    function Get-Offer {
        <#
        .SYNOPSIS
        The completions at the end of a line.
        #>
        param([string] $Line)
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object -MemberName CompletionText
    }
}

AfterAll {
    foreach ($name in $script:Names) { [Environment]::SetEnvironmentVariable($name, $script:Before[$name]) }
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'The Tab key' {
    It 'offers <Offered> after: <Line>' -ForEach @(
        @{ Line = 'Send-KirimyMessage -Profile '; Offered = 'office', "'the shop'" }
        @{ Line = 'Send-KirimyMessage -Profile THE'; Offered = "'the shop'" }
        @{ Line = 'Get-KirimyDelivery -Profile "t'; Offered = '"the shop"' }
        @{ Line = 'Set-KirimyProfile o'; Offered = 'office' }
        @{ Line = 'Remove-KirimyProfile '; Offered = 'office', "'the shop'" }
        @{ Line = 'Send-KirimyMessage -SessionId '; Offered = 'front', "'front desk'", 'shop' }
        @{ Line = 'Send-KirimyMessage -SessionId front, *desk'; Offered = "'front desk'" }
        @{ Line = "Send-KirimyMessage -Profile 'the shop' -SessionId "; Offered = 'shop', 'front', "'front desk'" }
        @{ Line = 'Get-KirimyQuota -SessionId sh'; Offered = 'shop' }
        @{ Line = 'Get-KirimyDelivery -Status s'; Offered = 'Sent', 'Skipped' }
        @{ Line = 'Send-KirimyMessage -Delivery AtL'; Offered = 'AtLeastOnce' }
        @{ Line = 'Set-KirimyProfile x -DayTimeZone asia/maka'; Offered = 'Asia/Makassar' }
        @{ Line = 'Set-KirimyProfile x -DefaultRegion sg'; Offered = 'SG' }
        @{ Line = 'Import-KirimyContact c.csv -Region sg'; Offered = 'SG' }
    ) {
        Get-Offer -Line $Line | Should -Be $Offered
    }

    It 'offers the columns of <From>, in the quotes of the template' -ForEach @(
        @{ From = 'a file'; Line = "Import-Csv contacts.csv | Send-KirimyMessage -Template 'Halo {{na"; Offered = "'Halo {{name}}'" }
        @{ From = 'a file of contacts'; Line = "Import-KirimyContact contacts.csv | Send-KirimyMessage -Template '{{jat"
            Offered = "'{{jatuh tempo}}'"
        }
        @{ From = 'a variable'; Line = '$rows | Send-KirimyMessage -Template "It''s {{own'; Offered = '"It''s {{owner}}"' }
        @{ From = 'nowhere'; Line = "Get-Process | Send-KirimyMessage -Template '{{na"; Offered = @() }
    ) {
        Set-Content -LiteralPath (Join-Path $TestDrive 'contacts.csv') -Value 'wa,name,jatuh tempo', '081234567890,Budi,besok'
        Set-Variable -Name rows -Scope Global -Value ([pscustomobject]@{ wa = '081234567890'; owner = 'Budi' })
        Push-Location -LiteralPath $TestDrive
        try {
            Get-Offer -Line $Line | Where-Object -FilterScript { $_ -like '*{{*' } | Should -Be $Offered
        }
        finally {
            Pop-Location
            Remove-Variable -Name rows -Scope Global
        }
    }

    It 'does not create a file' {
        $before = (Get-ChildItem -LiteralPath $TestDrive -Recurse -File).FullName
        foreach ($parameter in 'Profile', 'SessionId', 'BatchId', 'Recipient', 'Template', 'Delivery', 'DefaultRegion') {
            Get-Offer -Line "Send-KirimyMessage -$parameter " | Out-Null
        }

        Get-Offer -Line 'Get-KirimyDelivery -Status ' | Out-Null
        (Get-ChildItem -LiteralPath $TestDrive -Recurse -File).FullName | Should -Be $before
    }

    It 'does not create a ledger' {
        Get-Offer -Line 'Send-KirimyMessage -BatchId ' | Out-Null
        Join-Path $TestDrive 'ledger.db' | Should -Not -Exist
    }

    It 'offers batches, the newest first, and the sandbox''s recipients' {
        $sandbox = Start-KirimySandbox -UseAsDefault
        try {
            foreach ($batch in 'a batch', 'another') {
                Send-KirimyMessage -Recipient 081234567890 -Message 'halo' -BatchId $batch | Out-Null
            }

            Get-Offer -Line 'Get-KirimyDelivery -BatchId ' | Should -Be 'another', "'a batch'"
            Get-Offer -Line 'Send-KirimyMessage -BatchId an' | Should -Be 'another'
            $numbers = $sandbox.SimulatedNumbers | ForEach-Object -Process { "'$($_.Number)'" }
            Get-Offer -Line 'Send-KirimyMessage -Recipient ' | Should -Be $numbers
            Get-Offer -Line 'Send-KirimyMessage -Recipient 081234567890, ' | Should -Not -BeNullOrEmpty
        }
        finally {
            Stop-KirimySandbox
        }

        Get-Offer -Line 'Send-KirimyMessage -Recipient ' | Where-Object -FilterScript { $_ -match '6286' } | Should -BeNullOrEmpty
    }

    It 'offers the WhatsApp sessions and the ports of all sandboxes' {
        $first = Start-KirimySandbox -UseAsDefault -SessionId east, west
        $second = Start-KirimySandbox -SessionId north
        try {
            $offered = Get-Offer -Line 'Send-KirimyMessage -SessionId '
            $offered[0..2] | Should -Be 'east', 'west', 'north'
            Get-Offer -Line 'Stop-KirimySandbox -Port ' | Should -Be $first.Port, $second.Port
            Get-Offer -Line 'Get-KirimySandboxMessage -Port ' | Should -Be $first.Port, $second.Port
        }
        finally {
            Stop-KirimySandbox
        }
    }

    It 'offers the vaults of <_>' -ForEach 'Get-KirimyApiKey -Vault ', 'Set-KirimyApiKey -Vault ', 'Set-KirimyProfile x -SecretVault ' {
        Set-Item -Path Function:Global:Get-SecretVault -Value {
            param([string] $Name)
            $null = $Name
            [pscustomobject]@{ Name = 'Work vault'; ModuleName = 'A.Store' }
            [pscustomobject]@{ Name = 'Home'; ModuleName = 'A.Store' }
        }
        try {
            Get-Offer -Line $_ | Should -Be "'Work vault'", 'Home'
        }
        finally {
            Remove-Item -Path Function:Get-SecretVault
        }
    }

    It 'names countries in the language of the PowerShell session' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
        $before = [cultureinfo]::CurrentUICulture
        try {
            $names = @{ Language = ''; Name = 'Japan' }, @{ Language = 'en-US'; Name = 'Japan' }, @{ Language = 'id-ID'; Name = 'Jepang' }
            foreach ($expected in $names) {
                [cultureinfo]::CurrentUICulture = $expected.Language
                $line = 'Set-KirimyProfile x -DefaultRegion JP'
                (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].ToolTip | Should -Be $expected.Name
            }
        }
        finally {
            [cultureinfo]::CurrentUICulture = $before
        }
    }

    It 'does not wait for a server' {
        Set-KirimyProfile -Name far -Ledger redis://ledger.invalid:6379
        $took = Measure-Command -Expression { Get-Offer -Line 'Send-KirimyMessage -Profile far -BatchId ' }
        $took.TotalSeconds | Should -BeLessThan 5
        Remove-KirimyProfile -Name far
    }
}
