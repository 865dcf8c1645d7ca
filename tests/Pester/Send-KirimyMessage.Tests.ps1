<#
.SYNOPSIS
Send-KirimyMessage in a real PowerShell, against the sandbox: what needs Import-Csv, Select-Object, a transcript, a script's own streams.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $manifest -Force
    $script:Manifest = $manifest
    $script:Sandbox = Start-KirimySandbox -UseAsDefault -RequestsPerMinute 100000 -MessagesPerDay 100000
    $script:KeyText = $script:Sandbox.ApiKeyText

    function Get-NewMessage {
        <#
        .SYNOPSIS
        What the sandbox received since it had so many messages.
        #>
        param([int] $Before)
        @(Get-KirimySandboxMessage | Select-Object -Skip $Before)
    }
}

AfterAll {
    Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Send-KirimyMessage' {
    BeforeEach {
        $script:Before = @(Get-KirimySandboxMessage).Count
    }

    It 'sends an alert with the sandbox as the default' {
        $result = Send-KirimyMessage -Recipient 0812-3456-7890 -Message "disk penuh`r`nserver 3"
        $result.Status | Should -Be 'Sent'
        $result.MessageId | Should -Not -BeNullOrEmpty
        $new = Get-NewMessage $script:Before
        $new.Count | Should -Be 1
        $new[0].Recipient | Should -Be '6281234567890'
        $new[0].Message | Should -Be "disk penuh`nserver 3"
    }

    It 'sends the rows of a CSV file of the dashboard, with the column wa' {
        $csv = Join-Path $TestDrive 'contacts.csv'
        $wave = [char]::ConvertFromUtf32(0x1F44B)
        $rows = 'wa,name,message', "081234567801,Budi,Halo Budi $wave", '+62 812-3456-7802,Siti,Halo Siti'
        Set-Content -Path $csv -Encoding utf8 -Value $rows
        $results = Import-Csv $csv | Send-KirimyMessage
        @($results).Count | Should -Be 2
        ($results | Where-Object Success).Count | Should -Be 2
        (Get-NewMessage $script:Before).Message | Sort-Object | Should -Be @("Halo Budi $wave", 'Halo Siti')
    }

    It 'does not mistake the SessionId of a process for a WhatsApp session' {
        $result = Get-Process -Id $PID | Send-KirimyMessage -Recipient 081234567804 -Template '{{Name}} runs'
        $result.SessionId | Should -Be 'sandbox'
        $result.Status | Should -Be 'Sent'
    }

    It 'never sends a row as text' {
        $row = [pscustomobject]@{ wa = '081234567803'; name = 'Budi' }
        $result = $row | Send-KirimyMessage -ErrorVariable problems -ErrorAction SilentlyContinue
        $result.Status | Should -Be 'Failed'
        $result.ErrorCode | Should -Be 'MESSAGE_EMPTY'
        @($problems).Count | Should -Be 1
        Get-NewMessage $script:Before | Should -BeNullOrEmpty
    }

    It 'sends at most two messages before Select-Object -First 1 ends the pipeline' {
        $rows = 1..1000 | ForEach-Object -Process { [pscustomobject]@{ wa = '0812{0:00000000}' -f (50000000 + $_) } }
        $first = $rows | Send-KirimyMessage -Message x -ThrottleLimit 1 | Select-Object -First 1
        @($first).Count | Should -Be 1
        (Get-NewMessage $script:Before).Count | Should -BeIn 1, 2
    }

    It 'returns one result for each input of different kinds' {
        $rows = @(
            [pscustomobject]@{ wa = '081234567804'; message = 'a' }
            @{ to = 6281234567805; text = 'b' }
            [pscustomobject]@{ wa = '6,28123E+12'; message = 'c' }
            'a string'
            $null
            [pscustomobject]@{ name = 'd' }
            [pscustomobject]@{ wa = '6286000000500'; message = 'e' }
        )
        $results = $rows | Send-KirimyMessage -ErrorAction SilentlyContinue
        $results.Index | Sort-Object | Should -Be (0..6)
        ($results | Where-Object Index -EQ 6).Status | Should -Be 'Unknown'
    }

    It 'ends each simulated number with the described status' {
        # A response of the service can apply to all messages, so each recipient has its own sandbox with a short rate limit window.
        [AppDomain]::CurrentDomain.SetData('Kirimy.RateLimitWindow', [timespan]::FromSeconds(1.2))
        try {
            foreach ($recipient in (Get-KirimySandbox).SimulatedNumbers | Where-Object Name -NotIn 'Hang', 'SlowAnswer') {
                $own = Start-KirimySandbox
                $result = Send-KirimyMessage -Recipient $recipient.Number -Message x -BaseUri $own.BaseUri -ApiKey $own.ApiKey `
                    -SessionId $own.SessionId -MaximumRetryCount 1 -RetryIntervalSec 0 -ErrorAction SilentlyContinue
                $own | Stop-KirimySandbox
                $result.Status | Should -Be $recipient.Status -Because $recipient.Name
                $result.ErrorCode | Should -Be $recipient.ErrorCode -Because $recipient.Name
            }
        }
        finally {
            [AppDomain]::CurrentDomain.SetData('Kirimy.RateLimitWindow', $null)
        }
    }

    It 'writes errors that a script can act on' {
        $result = Send-KirimyMessage -Recipient 6286000000103 -Message x -ErrorVariable problem -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SESSION_INACTIVE,*'
        $problem[0].TargetObject.Index | Should -Be $result.Index
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { Send-KirimyMessage -Recipient 6286000000103 -Message x -ErrorAction Stop } | Should -Throw -ErrorId 'SESSION_INACTIVE*'
    }

    It 'does not send with -WhatIf, and shows what it would send' {
        $result = Send-KirimyMessage -Recipient 081234567806 -Message x -WhatIf
        $result.Status | Should -Be 'Skipped'
        $result.ErrorCode | Should -Be 'WHAT_IF'
        Get-NewMessage $script:Before | Should -BeNullOrEmpty
    }

    It 'shows results in its own view' {
        $text = Send-KirimyMessage -Recipient 081234567807 -Message x | Out-String
        $text | Should -Match 'Recipient\s+Name\s+Session\s+Status'
        $text | Should -Match '6281234567807'
    }

    It 'leaves no API key in a transcript after any failure' {
        $transcript = Join-Path $TestDrive 'transcript.txt'
        Start-Transcript -Path $transcript | Out-Null
        try {
            foreach ($number in 6281234567808, 6286000000101, 6286000000500, 6286000000600, 6286000000302) {
                Send-KirimyMessage -Recipient $number -Message x -Verbose -Debug -ErrorAction Continue 2>&1 4>&1 5>&1 |
                    Out-String |
                    Out-Host
            }

            $Error | Select-Object -First 5 | Format-List -Property * -Force | Out-String | Out-Host
        }
        finally {
            Stop-Transcript | Out-Null
        }

        $text = Get-Content -Path $transcript -Raw
        $text | Should -Match 'INVALID_API_KEY'
        $text | Should -Not -Match $script:KeyText
        $text | Should -Not -Match $script:KeyText.Substring(0, 16)
    }

    It 'sends the output of a program line by line only with a recipient' {
        $results = 'satu', 'dua' | Send-KirimyMessage -ErrorAction SilentlyContinue
        @($results).Count | Should -Be 2
        $results.Status | Should -Be @('Failed', 'Failed')
        Get-NewMessage $script:Before | Should -BeNullOrEmpty
    }
}

Describe 'Send-KirimyMessage and templates' {
    BeforeAll {
        $script:Csv = Join-Path $TestDrive 'contacts.csv'
        Set-Content -Path $script:Csv -Encoding utf8 -Value @(
            'wa,name,company'
            '0812-3456-7811,"Budi, Jr.",Toko Maju'
            '6281234567812,{{company}},CV Sentosa'
        )
        $script:Texts = 'Halo Budi, Jr. dari Toko Maju', 'Halo {{company}} dari CV Sentosa'
    }

    BeforeEach {
        $script:Before = @(Get-KirimySandboxMessage).Count
    }

    It 'fills in a template from the rows of Import-Csv' {
        $results = Import-Csv $script:Csv | Send-KirimyMessage -Template 'Halo {{ Name }} dari {{company}}' -ThrottleLimit 1
        $results.Status | Should -Be @('Sent', 'Sent')
        (Get-NewMessage $script:Before).Message | Should -Be $script:Texts
    }

    It 'reads a template relative to the current location' {
        Push-Location $TestDrive
        try {
            [IO.File]::WriteAllText((Join-Path $TestDrive 'pesan.txt'), "Halo {{name}}`r`ndari {{toko}}`r`n")
            Import-Csv $script:Csv | Select-Object -First 1 |
                Send-KirimyMessage -TemplatePath ./pesan.txt -Variable @{ Toko = 'kami' } | Out-Null
        }
        finally {
            Pop-Location
        }

        (Get-NewMessage $script:Before).Message | Should -Be "Halo Budi, Jr.`ndari kami"
    }

    It 'shows the text of each row with -WhatIf' {
        # The output of -WhatIf goes to the host, so another process runs the command.
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $said = & $shell @library -NoProfile -NonInteractive -Command (
            "Import-Module '$script:Manifest'; Import-Csv '$script:Csv' | " +
            "Send-KirimyMessage -Template 'Halo {{name}}' -SessionId office -WhatIf | Out-Null") | Out-String
        $said | Should -Match "6281234567811 from the WhatsApp session 'office': Halo Budi, Jr\."
        $said | Should -Match '6281234567812'
    }

    It 'sends the output of a command in monospace, also in parts' {
        $table = 1..400 | ForEach-Object -Process { [pscustomobject]@{ Status = 'Running'; Name = "service_$_" } } | Out-String
        $result = $table | Send-KirimyMessage -Recipient 081234567813 -Monospace -Overflow Split
        $result.Parts | Should -BeGreaterThan 1
        $parts = @(Get-NewMessage $script:Before)
        $parts.Count | Should -Be $result.Parts
        foreach ($part in $parts.Message) {
            $part | Should -Match '(?s)^(\(\d/\d\)\n)?```.+```$'
        }

        $parts[0].Message | Should -Match 'Running service_1\n'
    }

    It 'warns once about a text that WhatsApp shows differently' {
        $rows = 'a', 'b' | ForEach-Object -Process { [pscustomobject]@{ wa = '081234567814'; message = "**Penting** $_" } }
        $rows | Send-KirimyMessage -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        @($warnings).Count | Should -Be 1
        @(Get-NewMessage $script:Before).Count | Should -Be 2
    }
}

Describe 'Send-KirimyMessage and the limits' {
    BeforeEach {
        $script:Own = Start-KirimySandbox -SessionId office, backup
        $script:To = @{ BaseUri = $script:Own.BaseUri; ApiKey = $script:Own.ApiKey; Message = 'x' }
        $script:Rows = 1..5 | ForEach-Object -Process { [pscustomobject]@{ wa = '0812{0:00000000}' -f (60000000 + $_) } }
    }

    AfterEach {
        $script:Own | Stop-KirimySandbox
    }

    It 'fails over to the next session if one has reached its daily limit' {
        $results = $script:Rows | Send-KirimyMessage @script:To -SessionId office, backup -MessagesPerDay 2 -ThrottleLimit 1 `
            -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable problems -ErrorAction SilentlyContinue
        $results.SessionId | Select-Object -First 4 | Should -Be @('office', 'office', 'backup', 'backup')
        $results.Status | Should -Be @('Sent', 'Sent', 'Sent', 'Sent', 'NotSent')
        $results[4].ErrorCode | Should -Be 'DAILY_LIMIT'
        $problems[0].CategoryInfo.Category | Should -Be 'QuotaExceeded'
        @($warnings).Count | Should -Be 1
        ($script:Own | Get-KirimySandboxMessage).SessionId | Should -Be @('office', 'office', 'backup', 'backup')
    }

    It 'observes the rate limit, and ends its wait when the pipeline ends' {
        $results = $script:Rows | Send-KirimyMessage @script:To -SessionId office -RequestsPerMinute 2 | Select-Object -First 2
        @($results | Where-Object Success).Count | Should -Be 2
        @($script:Own | Get-KirimySandboxMessage).Count | Should -Be 2
    }

    It 'waits for the next minute if the rate limit is reached' {
        [AppDomain]::CurrentDomain.SetData('Kirimy.RateLimitWindow', [timespan]::FromSeconds(0.3))
        try {
            $results = $script:Rows | Send-KirimyMessage @script:To -SessionId office -RequestsPerMinute 2
        }
        finally {
            [AppDomain]::CurrentDomain.SetData('Kirimy.RateLimitWindow', $null)
        }

        @($results | Where-Object Success).Count | Should -Be 5
        $times = @(($script:Own | Get-KirimySandboxMessage).Timestamp)
        ($times[4] - $times[0]).TotalSeconds | Should -BeGreaterThan 0.55
    }

    It 'adds a delay between messages of a session' {
        $results = $script:Rows | Select-Object -First 2 |
            Send-KirimyMessage @script:To -SessionId office -Interval 200ms-300ms
        @($results | Where-Object Success).Count | Should -Be 2
        $times = @(($script:Own | Get-KirimySandboxMessage).Timestamp)
        ($times[1] - $times[0]).TotalSeconds | Should -BeGreaterThan 0.19
    }

    It 'refuses a minimum interval above the maximum' {
        { $script:Rows | Send-KirimyMessage @script:To -SessionId office -Interval 10s-5s } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
        { $script:Rows | Send-KirimyMessage @script:To -SessionId office -Interval 2h } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
        $script:Own | Get-KirimySandboxMessage | Should -BeNullOrEmpty
    }
}

Describe 'Send-KirimyMessage and the environment' {
    It 'uses $env:KIRIMY_API_KEY if no other API key is specified' {
        $before = $env:KIRIMY_API_KEY
        $own = Start-KirimySandbox
        try {
            $env:KIRIMY_API_KEY = $own.ApiKeyText
            $result = Send-KirimyMessage -Recipient 081234567809 -Message x -BaseUri $own.BaseUri -SessionId $own.SessionId `
                -WarningAction SilentlyContinue
            $result.Status | Should -Be 'Sent'
        }
        finally {
            $env:KIRIMY_API_KEY = $before
            $own | Stop-KirimySandbox
        }
    }
}

Describe 'Send-KirimyMessage -WhatIf' {
    It 'shows ten messages and counts the rest' {
        $rows = 1..12 | ForEach-Object { [pscustomobject]@{ wa = '0812345670{0:00}' -f $_ } }
        $transcript = Join-Path $TestDrive 'whatif.txt'
        Start-Transcript -Path $transcript | Out-Null
        try {
            $results = $rows | Send-KirimyMessage -Message 'Halo' -SessionId office -WhatIf
        }
        finally {
            Stop-Transcript | Out-Null
        }

        @($results | Where-Object ErrorCode -EQ 'WHAT_IF').Count | Should -Be 12
        $shown = @(Get-Content -Path $transcript | Where-Object { $_ -like 'What if:*' })
        $shown.Count | Should -Be 11
        $shown[-1] | Should -BeLike '*2 more messages would be sent, 12 in total.*'
    }
}

Describe 'Send-KirimyMessage -NoProxy' {
    BeforeAll {
        $script:Proxy = $env:HTTPS_PROXY
        $env:HTTPS_PROXY = 'http://127.0.0.1:9'
    }

    AfterAll {
        $env:HTTPS_PROXY = $script:Proxy
    }

    It 'bypasses the proxy of the environment' {
        $checks = Test-KirimyConnection -BaseUri https://127.0.0.2:9 -NoProxy -TimeoutSec 2
        ($checks | Where-Object Check -EQ 'Proxy').Detail | Should -Match '-NoProxy'
        $checks = Test-KirimyConnection -BaseUri https://service.invalid -TimeoutSec 2
        ($checks | Where-Object Check -EQ 'Proxy').Detail | Should -Match '127.0.0.1:9'
    }

    It 'cannot be combined with -Proxy' {
        { Send-KirimyMessage -Recipient 081234567890 -Message x -NoProxy -Proxy http://127.0.0.1:9 } |
            Should -Throw -ErrorId 'INVALID_PROXY*'
    }
}

Describe 'Send-KirimyMessage -SuppressFor' {
    It 'accepts <_>' -ForEach '30m', '1h', '1.5h', '1d', '00:30:00' {
        $key = @{ SuppressFor = $_; SuppressionKey = "unit $_" }
        (Send-KirimyMessage -Recipient 081234567890 -Message 'disk' @key).Status | Should -Be 'Sent'
        (Send-KirimyMessage -Recipient 081234567890 -Message 'disk' @key).ErrorCode | Should -Be 'SUPPRESSED'
    }

    It 'accepts a unit without quotes, and refuses a number alone' {
        (Send-KirimyMessage -Recipient 081234567890 -Message 'disk' -SuppressFor 90s -SuppressionKey bare).Status | Should -Be 'Sent'
        foreach ($refused in 90, '31d') {
            { Send-KirimyMessage -Recipient 081234567890 -Message 'disk' -SuppressFor $refused } |
                Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        }
    }
}
