<#
.SYNOPSIS
Test-KirimyMessage in a real PowerShell: what needs Import-Csv, views, another process.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $script:Manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $script:Manifest -Force
    $script:Csv = Join-Path $TestDrive 'contacts.csv'
    Set-Content -Path $script:Csv -Encoding utf8 -Value @(
        'wa,name,company'
        '0812-3456-7811,Budi,Toko Maju'
        '6.28123E+12,Agus,Bengkel Agus'
        '(021) 555-0123,Siti,Warung Siti'
        '0812-3456-7811,Budi,Toko Maju'
        '081234567814,,Toko Tanpa Nama'
    )
    $script:Message = @{ Template = 'Halo *{{name}}*'; SessionId = 'office' }
}

AfterAll {
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Test-KirimyMessage' {
    It 'previews each row of a CSV' {
        $previews = Import-Csv $script:Csv | Test-KirimyMessage @script:Message
        $previews.Status | Should -Be @('Ready', 'Failed', 'Ready', 'Ready', 'Failed')
        $previews[0].Text | Should -Be 'Halo *Budi*'
        $previews[1].ErrorCode | Should -Be 'INVALID_PHONE_NUMBER'
        $previews[2].Problems[0].Code | Should -Be 'LANDLINE'
        $previews[3].Problems[0].Code | Should -Be 'DUPLICATE'
        $previews[4].ErrorCode | Should -Be 'MISSING_VARIABLE'
    }

    It 'writes no error, whatever is wrong with rows' {
        Import-Csv $script:Csv | Test-KirimyMessage @script:Message -ErrorVariable problems | Out-Null
        $problems | Should -BeNullOrEmpty
    }

    It 'shows a plan as a checklist' {
        $plan = Import-Csv $script:Csv | Test-KirimyMessage @script:Message -Summary -Ledger None
        $plan.Rows | Should -Be 5
        $plan.Refusals.MISSING_VARIABLE | Should -Be 1
        $plan.MissingVariables['NAME'] | Should -Be 1
        $text = $plan | Out-String -Width 100
        $text | Should -Match '\[\+\] To be sent: 3 of 5 rows'
        $text | Should -Match '\[x\] Variables without a value: name 1'
        $text | Should -Match '(?m)^    Halo \*Budi\*'
    }

    It 'shows previews by their own view' {
        $text = Import-Csv $script:Csv | Test-KirimyMessage @script:Message | Out-String -Width 120
        $text | Should -Match 'Receive\s+Status\s+Units'
        $text | Should -Match 'LANDLINE: '
        $text | Should -Match 'MISSING_VARIABLE: '
    }

    It 'makes no ledger, and asks for no key' {
        $state = Join-Path $TestDrive 'state'
        $key = $env:KIRIMY_API_KEY
        $home1 = $env:XDG_STATE_HOME
        try {
            $env:KIRIMY_API_KEY = 'a-key-of-the-test'
            $env:XDG_STATE_HOME = $state
            $plan = Import-Csv $script:Csv | Test-KirimyMessage @script:Message -Summary -BatchId x
            $plan.Ready | Should -Be 3
            Test-Path -LiteralPath $state | Should -BeFalse
        }
        finally {
            $env:KIRIMY_API_KEY = $key
            $env:XDG_STATE_HOME = $home1
        }
    }

    It 'tells what of a batch was sent, and what is left today' {
        $sandbox = Start-KirimySandbox
        try {
            $to = @{ BaseUri = $sandbox.BaseUri; ApiKey = $sandbox.ApiKey; SessionId = $sandbox.SessionId }
            $same = @{ Template = 'Halo {{name}}'; BatchId = 'x'; Ledger = Join-Path $TestDrive 'ledger.db' } + $to
            Import-Csv $script:Csv | Select-Object -First 1 | Send-KirimyMessage @same | Out-Null
            $plan = Import-Csv $script:Csv | Test-KirimyMessage @same -Summary -MessagesPerDay 10
            $plan.AlreadySent | Should -Be 1
            $plan.LeftToday | Should -Be 9
            $plan.Ready | Should -Be 2
            @($sandbox | Get-KirimySandboxMessage).Count | Should -Be 1
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }

    It 'makes the messages that Send-KirimyMessage sends' {
        $sandbox = Start-KirimySandbox
        try {
            $same = @{ Template = 'Halo {{name|Pelanggan}}, {{company}}'; SessionId = $sandbox.SessionId; SkipDuplicate = $true }
            $previews = Import-Csv $script:Csv | Test-KirimyMessage @same
            Import-Csv $script:Csv | Send-KirimyMessage @same -BaseUri $sandbox.BaseUri -ApiKey $sandbox.ApiKey -ThrottleLimit 1 `
                -Ledger None -ErrorAction SilentlyContinue | Out-Null
            $sent = $sandbox | Get-KirimySandboxMessage
            $ready = $previews | Where-Object -Property Status -EQ -Value Ready
            $sent.Message | Should -Be $ready.Text
            $sent.Receive | Should -Be $ready.Receive
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }
}
