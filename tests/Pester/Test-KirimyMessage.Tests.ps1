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
    It 'previews each row of a CSV file' {
        $previews = Import-Csv $script:Csv | Test-KirimyMessage @script:Message
        $previews.Status | Should -Be @('Ready', 'Failed', 'Ready', 'Ready', 'Failed')
        $previews[0].Text | Should -Be 'Halo *Budi*'
        $previews[1].ErrorCode | Should -Be 'INVALID_PHONE_NUMBER'
        $previews[2].Problems[0].Code | Should -Be 'LANDLINE'
        $previews[3].Problems[0].Code | Should -Be 'DUPLICATE'
        $previews[4].ErrorCode | Should -Be 'MISSING_VARIABLE'
    }

    It 'does not write errors for invalid rows' {
        Import-Csv $script:Csv | Test-KirimyMessage @script:Message -ErrorVariable problems | Out-Null
        $problems | Should -BeNullOrEmpty
    }

    It 'shows a plan as a checklist' {
        $plan = Import-Csv $script:Csv | Test-KirimyMessage @script:Message -Summary -Ledger None
        $plan.Rows | Should -Be 5
        $plan.Refusals.MISSING_VARIABLE | Should -Be 1
        $plan.MissingVariables['NAME'] | Should -Be 1
        $text = $plan | Out-String -Width 100
        $text | Should -Match '\[\+\] Ready to send: 3 of 5 rows'
        $text | Should -Match '\[x\] Variables without a value, with the number of rows: name 1'
        $text | Should -Match '(?m)^    Halo \*Budi\*'
        # A long line continues below its text, not below the mark.
        $plan | Out-String -Width 60 | Should -Match '(?m)^\[x\] Variables without a value, .*\r?\n {4}'
    }

    It 'breaks the lines of a plan between words in Indonesian' -Skip:($Host.UI.RawUI.BufferSize.Width -lt 25) {
        $width = $Host.UI.RawUI.BufferSize.Width
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'id-ID'
            $words = 'sepanjang baris ini ' * 20
            $plan = [pscustomobject]@{ wa = '081234567890' } |
                Test-KirimyMessage -Template $words -SessionId office -Summary -Ledger None
            $shown = $plan | Out-String -Width $width
            ($shown -split '\s+' | Where-Object { $_ -in 'sepanjang', 'baris', 'ini' }).Count | Should -Be 60
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'accepts the splat of Send-KirimyMessage, and completes only parameters that have an effect' {
        $splat = @{ Message = 'Halo'; SessionId = 'office'; ThrottleLimit = 2; KeepText = $true; NoProxy = $true; Delivery = 'AtLeastOnce' }
        (Test-KirimyMessage -Recipient 081234567890 @splat -Ledger None).Status | Should -Be 'Ready'
        $line = 'Test-KirimyMessage -'
        $offered = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText
        $offered | Should -Contain '-Summary'
        $offered | Should -Contain '-Template'
        $offered | Should -Not -Contain '-ThrottleLimit'
        $offered | Should -Not -Contain '-NoProxy'
    }

    It 'shows previews in their own view' {
        $text = Import-Csv $script:Csv | Test-KirimyMessage @script:Message | Out-String -Width 120
        $text | Should -Match 'Recipient\s+Status\s+Units'
        $text | Should -Match 'LANDLINE: '
        $text | Should -Match 'MISSING_VARIABLE: '
    }

    It 'does not create a ledger or require an API key' {
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

    It 'shows the sent messages of a batch, and the remaining quota of the day' {
        $sandbox = Start-KirimySandbox
        try {
            $to = @{ BaseUri = $sandbox.BaseUri; ApiKey = $sandbox.ApiKey; SessionId = $sandbox.SessionId }
            $same = @{ Template = 'Halo {{name}}'; BatchId = 'x'; Ledger = Join-Path $TestDrive 'ledger.db' } + $to
            Import-Csv $script:Csv | Select-Object -First 1 | Send-KirimyMessage @same | Out-Null
            $plan = Import-Csv $script:Csv | Test-KirimyMessage @same -Summary -MessagesPerDay 10
            $plan.AlreadySent | Should -Be 1
            $plan.RemainingToday | Should -Be 9
            $plan.Ready | Should -Be 2
            @($sandbox | Get-KirimySandboxMessage).Count | Should -Be 1
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }

    It 'previews the same messages from Import-Csv and from Import-KirimyContact' {
        $messy = Join-Path $TestDrive 'messy.csv'
        Set-Content -LiteralPath $messy -Encoding utf8 -Value @(
            'wa,Name,company,Reason,advice,session_id,message_key'
            '081234567890,Budi,"Toko, ""Maju""",birthday,now,office,k1'
            '6281234567891,{{company}},"Jl. 1'
            'Bandung",,later,,k2'
            '+62 812-3456-7892,,PT C,promo,,branch,'
            '"6,28123E+12",Sari,PT D,promo,,,'
            '812-3456-7893,Ani {{x}},PT E,promo,,,'
            '(021) 555-1234,Land,PT F,promo,,,'
            '+6581234567,Far,PT G,promo,,,'
            '081234567890,Budi,"Toko, ""Maju""",birthday,now,office,k1'
            ',Empty,PT H,promo,,,'
            '08123456789O,Letter,PT I,promo,,,'
            '"=""081234567894""",Sheet,PT J,promo,,,'
            "'081234567895,Apostrophe,PT K,promo,,,"
            '081298765432,Gone,PT L,promo,,,'
        )
        $optOut = Join-Path $TestDrive 'opt-out.txt'
        Set-Content -LiteralPath $optOut -Encoding utf8 -Value '0812-9876-5432'
        $same = @{
            Template      = 'Halo {{ NAME |Pelanggan}} dari {{company}}: {{reason|no reason}}, {{advice|no advice}} {{from}}'
            Variable      = @{ From = '{{name}}' }
            SkipDuplicate = $true
            OptOutPath    = $optOut
        }
        $sandbox = Start-KirimySandbox -SessionId office, branch -UseAsDefault
        $to = @{ ThrottleLimit = 1; Ledger = 'None'; ErrorAction = 'SilentlyContinue' }
        try {
            $columns = 'Index', 'Status', 'SessionId', 'ErrorCode', 'MessageKey'
            $csv = Import-Csv $messy | Send-KirimyMessage @same @to -BatchId csv | Sort-Object -Property Index
            $sentOfCsv = $sandbox | Get-KirimySandboxMessage
            $previews = Import-KirimyContact $messy -WarningAction Ignore | Test-KirimyMessage @same
            $contacts = Import-KirimyContact $messy -WarningAction Ignore |
                Send-KirimyMessage @same @to -BatchId contacts |
                Sort-Object -Property Index
            $sentOfContacts = $sandbox | Get-KirimySandboxMessage | Select-Object -Skip @($sentOfCsv).Count
            $csv.Count | Should -Be 13
            ($contacts | Select-Object $columns | ConvertTo-Json) | Should -BeExactly ($csv | Select-Object $columns | ConvertTo-Json)
            ($sentOfContacts | Select-Object Recipient, Message | ConvertTo-Json) |
                Should -BeExactly ($sentOfCsv | Select-Object Recipient, Message | ConvertTo-Json)
            $csv.Status | Group-Object -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object |
                Should -Be 'Failed 4', 'Sent 7', 'Skipped 2'
            $sentOfCsv.Message | Should -Contain "Halo {{company}} dari Jl. 1`nBandung: no reason, later {{name}}"
            $sentOfCsv.Message | Should -Contain 'Halo Budi dari Toko, "Maju": birthday, now {{name}}'
            ($previews | Where-Object -Property Status -EQ -Value Ready).Text | Should -Be $sentOfCsv.Message
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }

    It 'previews the messages that Send-KirimyMessage sends' {
        $sandbox = Start-KirimySandbox
        try {
            $same = @{ Template = 'Halo {{name|Pelanggan}}, {{company}}'; SessionId = $sandbox.SessionId; SkipDuplicate = $true }
            $previews = Import-Csv $script:Csv | Test-KirimyMessage @same
            Import-Csv $script:Csv | Send-KirimyMessage @same -BaseUri $sandbox.BaseUri -ApiKey $sandbox.ApiKey -ThrottleLimit 1 `
                -Ledger None -ErrorAction SilentlyContinue | Out-Null
            $sent = $sandbox | Get-KirimySandboxMessage
            $ready = $previews | Where-Object -Property Status -EQ -Value Ready
            $sent.Message | Should -Be $ready.Text
            $sent.Recipient | Should -Be $ready.Recipient
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }
}
