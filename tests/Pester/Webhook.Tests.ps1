<#
.SYNOPSIS
The webhook receiver in samples/webhook, with payloads of Alertmanager and Grafana, against a sandbox.
#>

BeforeDiscovery {
    $script:NotThere = $PSVersionTable.PSVersion -lt [version] '7.4'
    $script:NoSystemd = -not (Get-Command -Name systemd-analyze -CommandType Application -ErrorAction Ignore)
}

Describe 'receive-alerts.ps1 (needs PowerShell 7.4)' -Skip:$script:NotThere {
    BeforeAll {
        $script:Root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
        $built = Join-Path $script:Root 'out/Kirimy/Kirimy.psd1'
        $manifest = (Resolve-Path -Path $(if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built })).Path
        Import-Module -Name $manifest -Force
        $script:Sandbox = Start-KirimySandbox -RequestsPerMinute 100000
        $script:Shell, $script:Library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $script:Token = 'a-shared-token-of-this-test'
        $script:Variables = @{
            PSModulePath         = (Split-Path -Parent (Split-Path -Parent $manifest)) + [IO.Path]::PathSeparator + $env:PSModulePath
            KIRIMY_BASE_URI      = "$($script:Sandbox.BaseUri)"
            KIRIMY_API_KEY       = $script:Sandbox.ApiKeyText
            KIRIMY_SESSION_ID    = @($script:Sandbox.SessionId)[0]
            KIRIMY_WEBHOOK_TOKEN = $script:Token
        }
        $script:Receivers = @()

        function Open-Receiver {
            <#
            .SYNOPSIS
            Starts the receiver with a ledger of its own, and waits until it listens: its address.
            #>
            param([string[]] $ArgumentList, [hashtable] $Set = @{})
            $probe = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $probe.Start()
            $port = $probe.LocalEndpoint.Port
            $probe.Stop()
            $start = [System.Diagnostics.ProcessStartInfo]::new($script:Shell)
            $start.RedirectStandardOutput = $true
            $file = Join-Path $script:Root 'samples/webhook/receive-alerts.ps1'
            foreach ($one in @($script:Library) + '-NoProfile', '-NonInteractive', '-File', $file, '-Port', $port + $ArgumentList) {
                if ($one) { $start.ArgumentList.Add($one) }
            }

            $ledger = @{ KIRIMY_LEDGER = Join-Path $TestDrive "$port.db" }
            foreach ($values in $script:Variables, $ledger, $Set) {
                foreach ($name in $values.Keys) { $start.Environment[$name] = $values[$name] }
            }

            $process = [System.Diagnostics.Process]::Start($start)
            $script:Receivers += $process
            $process.StandardOutput.ReadLine() | Should -Be "Listening on http://127.0.0.1:$port/alerts"
            "http://127.0.0.1:$port/alerts"
        }

        function Send-Payload {
            <#
            .SYNOPSIS
            Posts a body as Alertmanager and Grafana do: the status code of the response, and the messages that were sent.
            #>
            param(
                [string] $Uri = $script:Uri,
                [string] $Body,
                [string] $Authorization = "Bearer $($script:Token)",
                [hashtable] $With = @{}
            )
            $before = $script:Sandbox.MessageCount
            $request = @{
                Uri = $Uri; Method = 'Post'; Body = $Body; ContentType = 'application/json'; SkipHttpErrorCheck = $true
                Headers = if ($Authorization) { @{ Authorization = $Authorization } } else { @{} }
            }
            foreach ($name in $With.Keys) { $request[$name] = $With[$name] }
            $response = Invoke-WebRequest @request
            [pscustomobject]@{
                StatusCode = $response.StatusCode
                Sent       = @($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Skip $before)
            }
        }

        function Get-Payload {
            <#
            .SYNOPSIS
            A payload of the folder Webhooks.
            #>
            param([string] $Name)
            [IO.File]::ReadAllText((Join-Path $PSScriptRoot "Webhooks/$Name.json"))
        }

        $script:Uri = Open-Receiver -ArgumentList '-Recipient', '081234567890'
    }

    AfterAll {
        foreach ($process in $script:Receivers) {
            $process.Kill()
            $process.WaitForExit()
            $process.Dispose()
        }

        $script:Sandbox | Stop-KirimySandbox
        Remove-Module -Name Kirimy -ErrorAction Ignore
    }

    It 'sends <Name>' -ForEach @(
        @{
            Name = 'alertmanager-firing'
            Text = @(
                'FIRE Firing: *DiskAlmostFull*', '- /var on srv-01 is 91 % full', '- /var on srv-02 is 96 % full'
                'http://alertmanager.example:9093'
            )
        }
        @{
            Name = 'alertmanager-partly-resolved'
            Text = @(
                'FIRE Firing: *DiskAlmostFull*', '- /var on srv-02 is 96 % full', '- /var on srv-01 is 91 % full (resolved)', 'and 3 more'
                'http://alertmanager.example:9093'
            )
        }
        @{
            Name = 'alertmanager-resolved'
            Text = @(
                'CHECK Resolved: *DiskAlmostFull*', '- /var on srv-01 is 91 % full', '- /var on srv-02 is 96 % full'
                'http://alertmanager.example:9093'
            )
        }
        @{
            Name = 'grafana-firing'
            Text = 'FIRE Firing: *High memory usage*', '- Memory of jkt-1 is above 90 %', 'https://grafana.example/'
        }
        @{
            Name = 'grafana-resolved'
            Text = 'CHECK Resolved: *High memory usage*', '- Memory of jkt-1 is above 90 %', 'https://grafana.example/'
        }
    ) {
        $run = Send-Payload -Body (Get-Payload -Name $Name)
        $run.StatusCode | Should -Be 200
        $run.Sent.Recipient | Should -Be '6281234567890'
        $marks = ($Text -join "`n").Replace('FIRE', [char]::ConvertFromUtf32(0x1F525)).Replace('CHECK', [string] [char] 0x2705)
        $run.Sent.Message | Should -Be $marks
    }

    It 'suppresses a repeated alert, and returns 200' {
        $run = Send-Payload -Body (Get-Payload -Name 'alertmanager-firing')
        $run.StatusCode | Should -Be 200
        $run.Sent | Should -BeNullOrEmpty
    }

    It 'truncates a message that is too long' {
        $body = Get-Payload -Name 'alertmanager-firing' | ConvertFrom-Json
        $body.alerts[1].annotations.summary = 'x' * 5000
        $body.alerts[1].fingerprint = 'another'
        $run = Send-Payload -Body (ConvertTo-Json -InputObject $body -Depth 9)
        $run.StatusCode | Should -Be 200
        $run.Sent.Message | Should -BeLike '*srv-01 is 91*xxx*'
        $run.Sent.Message.Length | Should -BeLessOrEqual 4096
    }

    It 'sends an alert that fires again after it was resolved' {
        $run = Send-Payload -Body (Get-Payload -Name 'alertmanager-firing').Replace('2026-11-30T03:1', '2026-11-30T04:1')
        $run.StatusCode | Should -Be 200
        $run.Sent.Count | Should -Be 1
    }

    It 'returns 401 and does not send with <Case>' -ForEach @(
        @{ Case = 'no token'; Authorization = '' }
        @{ Case = 'a wrong token'; Authorization = 'Bearer a-shared-token-of-another-one' }
        @{ Case = 'the beginning of the token'; Authorization = 'Bearer a-shared-token' }
        @{ Case = 'another scheme'; Authorization = 'Basic a-shared-token-of-this-test' }
    ) {
        $run = Send-Payload -Body (Get-Payload -Name 'grafana-firing').Replace('c6eadffa', 'c6eadff0') -Authorization $Authorization
        $run.StatusCode | Should -Be 401
        $run.Sent | Should -BeNullOrEmpty
    }

    It 'returns <StatusCode> for <Case>, and continues to send' -ForEach @(
        @{ Case = 'a body that is not JSON'; StatusCode = 400; Body = 'x'; With = @{} }
        @{ Case = 'an empty body'; StatusCode = 400; Body = ''; With = @{} }
        @{ Case = 'JSON without alerts'; StatusCode = 400; Body = '{ "status": "firing", "alerts": [] }'; With = @{} }
        @{ Case = 'JSON of another shape'; StatusCode = 400; Body = '[1, "x", { "alerts": 2 }]'; With = @{} }
        @{ Case = 'a body that is too large'; StatusCode = 413; Body = 'x' * 1200KB; With = @{} }
        @{ Case = 'a chunked body that is too large'; StatusCode = 413; Body = 'x' * 1200KB; With = @{ TransferEncoding = 'chunked' } }
        @{ Case = 'GET'; StatusCode = 405; Body = $null; With = @{ Method = 'Get' } }
    ) {
        (Send-Payload -Body $Body -With $With).StatusCode | Should -Be $StatusCode
        (Send-Payload -Body (Get-Payload -Name 'grafana-firing')).StatusCode | Should -Be 200
    }

    It 'returns 404 for another address' {
        (Send-Payload -Uri "$($script:Uri)/other" -Body (Get-Payload -Name 'grafana-firing')).StatusCode | Should -Be 404
    }

    It 'returns 502 until every recipient has the message, without duplicates' {
        $uri = Open-Receiver -ArgumentList '-Recipient', '081234567891,6286000000104'
        (Send-Payload -Uri $uri -Body (Get-Payload -Name 'grafana-firing')).StatusCode | Should -Be 502
        $run = Send-Payload -Uri $uri -Body (Get-Payload -Name 'grafana-firing')
        $run.StatusCode | Should -Be 502
        $run.Sent.Recipient | Should -Not -Contain '6281234567891'
    }

    It 'returns 502 without an API key' {
        $uri = Open-Receiver -ArgumentList '-Recipient', '081234567890' -Set @{ KIRIMY_API_KEY = '' }
        (Send-Payload -Uri $uri -Body (Get-Payload -Name 'grafana-firing')).StatusCode | Should -Be 502
    }

    It 'returns 503 to a caller that does not send its body, and continues' {
        $uri = [uri] (Open-Receiver -ArgumentList '-Recipient', '081234567890', '-ReadTimeoutSec', '1')
        $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $uri.Port)
        $head = @(
            'POST /alerts HTTP/1.1', "Host: 127.0.0.1:$($uri.Port)", "Authorization: Bearer $($script:Token)"
            'Content-Length: 9', '', '{'
        ) -join "`r`n"
        $stream = $client.GetStream()
        $stream.Write([System.Text.Encoding]::ASCII.GetBytes($head))
        [System.IO.StreamReader]::new($stream).ReadLine() | Should -Match '^HTTP/1\.1 503'
        $client.Dispose()
        (Send-Payload -Uri $uri -Body (Get-Payload -Name 'grafana-firing')).StatusCode | Should -Be 200
    }

    It 'does not start with <Case>' -ForEach @(@{ Case = 'no token'; Token = '' }, @{ Case = 'a short token'; Token = 'short' }) {
        $before = $env:KIRIMY_WEBHOOK_TOKEN
        $env:KIRIMY_WEBHOOK_TOKEN = $Token
        try {
            { & (Join-Path $script:Root 'samples/webhook/receive-alerts.ps1') } | Should -Throw 'Set KIRIMY_WEBHOOK_TOKEN*'
        }
        finally {
            $env:KIRIMY_WEBHOOK_TOKEN = $before
        }
    }

    It 'has a valid unit for systemd' -Skip:$script:NoSystemd {
        $unit = Join-Path $script:Root 'samples/webhook/kirimy-webhook.service'
        $said = & systemd-analyze verify $unit 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($unit) | Should -Match '(?m)^ExecStart=.* -File /opt/kirimy/receive-alerts\.ps1$'
    }
}
