<#
.SYNOPSIS
The sandbox in a real PowerShell: its views, its page, its faults as Send-KirimyMessage meets them, and its end.
#>

BeforeAll {
    $built = Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1'
    $script:ModulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    $script:ModulePath = (Resolve-Path -Path $script:ModulePath).Path
    Import-Module -Name $script:ModulePath -Force
    $script:Sandbox = Start-KirimySandbox -UseAsDefault -RequestsPerMinute 10000 -InactiveSessionId old

    function Get-View {
        <#
        .SYNOPSIS
        What PowerShell shows, without empty lines and spaces at the ends.
        #>
        param([Parameter(ValueFromPipeline)] [object] $InputObject)
        begin { $all = [System.Collections.Generic.List[object]]::new() }
        process { $all.Add($InputObject) }
        end { ($all | Out-String -Width 120) -split '\r?\n' | ForEach-Object -Process { $_.TrimEnd() } | Where-Object -FilterScript { $_ } }
    }

    function Get-Page {
        <#
        .SYNOPSIS
        The inbox page.
        #>
        (Invoke-WebRequest -Uri $script:Sandbox.InboxUri -UseBasicParsing).Content
    }
}

AfterAll {
    Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'A running sandbox' {
    It 'is shown as a list with the values that another program needs' {
        $view = $script:Sandbox | Get-View
        $view[0] | Should -Match '^Id +: \d+$'
        $view[1] | Should -Be "BaseUri      : http://127.0.0.1:$($script:Sandbox.Port)/v1/"
        $view[2] | Should -Be "InboxUri     : http://127.0.0.1:$($script:Sandbox.Port)/"
        $view[3] | Should -Match '^ApiKeyText   : [0-9a-f]{64}$'
        $view | Should -Contain 'SessionIds   : {sandbox}'
        $view | Should -Contain 'IsDefault    : True'
    }

    It 'is shown as a table on request' {
        $view = @(Get-KirimySandbox | Format-Table | Get-View)
        $view[0] | Should -Match '^ +Id BaseUri +Messages Default SessionIds$'
        $view[2] | Should -Match "http://127\.0\.0\.1:$($script:Sandbox.Port)/v1/ +\d+ True +\{sandbox\}"
    }

    It 'can be splatted to Send-KirimyMessage' {
        $to = @{ BaseUri = $script:Sandbox.BaseUri; ApiKey = $script:Sandbox.ApiKey; SessionId = $script:Sandbox.SessionId }
        (Send-KirimyMessage -Recipient 081234567890 -Message 'halo' @to).Status | Should -Be 'Sent'
    }

    It 'accepts a curl request' -Skip:(-not (Get-Command -Name curl -CommandType Application -ErrorAction Ignore)) {
        $curl = (Get-Command -Name curl -CommandType Application)[0].Source
        $request = @(
            '--silent', '--noproxy', '*', "$($script:Sandbox.BaseUri)send-message"
            '--header', "api-key: $($script:Sandbox.ApiKeyText)"
            '--form', 'session_id=sandbox', '--form', 'receive=6281234567890', '--form', 'message=hallo, ini dikirim dari kirimy api'
        )
        $answer = & $curl $request | ConvertFrom-Json
        $answer.success | Should -BeTrue
        $message = Get-KirimySandboxMessage -Last 1
        $message.Message | Should -Be 'hallo, ini dikirim dari kirimy api'
        $answer.data.message_id | Should -Be $message.MessageId
    }
}

Describe 'Received messages' {
    It 'are shown as a table, each on one line' {
        $null = Send-KirimyMessage -Recipient 081234567890 -Message "satu`ndua"
        $null = Send-KirimyMessage -Recipient 081234567890 -Message 'tiga' -SessionId old -ErrorAction SilentlyContinue
        $null = Send-KirimyMessage -Recipient 6286000000601 -Message 'empat' -ErrorAction SilentlyContinue
        $view = @($script:Sandbox | Get-KirimySandboxMessage -Last 3 | Get-View)
        $view.Count | Should -Be 5
        $view[0] | Should -Match '^ +Id Time +Recipient +Status +HTTP Reason +Message$'
        $view[2] | Should -Match '^ +\d+ \d\d:\d\d:\d\d 6281234567890 +Delivered +200 +satu dua$'
        $view[3] | Should -Match '6281234567890 +NotDelivered +409 SESSION_INACTIVE +tiga$'
        $view[4] | Should -Match '6286000000601 +Delivered +DropAfterSending +empat$'
    }

    It 'can be filtered and grouped in the pipeline' {
        $null = 1..3 | ForEach-Object -Process { "pesan $_" } | Send-KirimyMessage -Recipient 081234567899 -ThrottleLimit 1
        $groups = @(Get-KirimySandboxMessage -Recipient '*899' | Group-Object -Property Status)
        $groups.Count | Should -Be 1
        $groups[0].Name | Should -Be 'Delivered'
        $groups[0].Group.Message | Should -Be @('pesan 1', 'pesan 2', 'pesan 3')
        (Get-KirimySandboxMessage -Recipient '*899' | Select-Object -First 1).Message | Should -Be 'pesan 1'
    }

    It 'are shown as text on the inbox page' {
        $null = Send-KirimyMessage -Recipient 081234567890 -Message 'Halo *dunia* <script>alert(1)</script>'
        $page = Get-Page
        $page | Should -BeLike '*Halo <strong>dunia</strong> &lt;script&gt;alert(1)&lt;/script&gt;*'
        $page | Should -Not -BeLike '*<script>alert*'
    }
}

Describe 'Simulated numbers' {
    It 'are shown as a table' {
        $view = @($script:Sandbox.SimulatedNumbers | Get-View)
        $view[0] | Should -Match '^Number +Name +Status +ErrorCode +Description$'
        $rows = @($view | Where-Object -FilterScript { $_ -match '^6286000000\d{3} [A-Z]' })
        $rows.Count | Should -Be $script:Sandbox.SimulatedNumbers.Count
    }

    It 'are listed on the inbox page' {
        $page = Get-Page
        foreach ($recipient in $script:Sandbox.SimulatedNumbers) {
            $page | Should -BeLike "*$($recipient.Number)*$($recipient.Name)*"
        }
    }

    It 'that fail once are sent after a retry: <_>' -ForEach 'TooManyRequestsOnce', 'ServiceUnavailableOnce' {
        $recipient = $script:Sandbox.SimulatedNumbers | Where-Object -Property Name -EQ -Value $_
        $result = Send-KirimyMessage -Recipient $recipient.Number -Message 'halo'
        $result.Status | Should -Be 'Sent'
        $result.Attempts | Should -Be 2
    }

    It 'that never respond end as Unknown' {
        $recipient = $script:Sandbox.SimulatedNumbers | Where-Object -Property Name -EQ -Value Hang
        $result = Send-KirimyMessage -Recipient $recipient.Number -Message 'halo' -TimeoutSec 1 -ErrorAction SilentlyContinue
        $result.Status | Should -Be 'Unknown'
        $result.ErrorCode | Should -Be 'DELIVERY_UNKNOWN'
    }
}

Describe 'A background runspace of a PowerShell session with a default sandbox' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $script:KeyBefore = $env:KIRIMY_API_KEY
        $env:KIRIMY_API_KEY = 'a-key-of-the-real-service'
        $script:Session = Start-KirimySandbox -UseAsDefault
    }

    AfterAll {
        $env:KIRIMY_API_KEY = $script:KeyBefore
        $script:Session | Stop-KirimySandbox
    }

    It 'sends nothing to the real service: <_>' -ForEach 'ForEach-Object -Parallel', 'Start-ThreadJob' {
        $send = {
            Import-Module -Name $using:ModulePath
            try {
                Send-KirimyMessage 081234567890 x -SessionId s -Ledger None -MaximumRetryCount 0
            }
            catch {
                $_.FullyQualifiedErrorId
            }
        }
        $ModulePath = $script:ModulePath
        $said = if ($_ -eq 'Start-ThreadJob') {
            Start-ThreadJob -ScriptBlock $send | Receive-Job -Wait -AutoRemoveJob
        }
        else {
            1 | ForEach-Object -Parallel $send
        }

        $said | Should -BeLike 'SANDBOX_NOT_INHERITED,*'
    }

    It 'sends to the specified sandbox' {
        $ModulePath = $script:ModulePath
        $to = @{ BaseUri = $script:Session.BaseUri; ApiKey = $script:Session.ApiKey; SessionId = $script:Session.SessionId }
        $statuses = 1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module -Name $using:ModulePath
            $sandbox = $using:to
            (Send-KirimyMessage 081234567890 "text $_" @sandbox -Ledger None).Status
        }
        $statuses | Should -Be @('Sent', 'Sent', 'Sent')
    }
}

Describe 'A sandbox' {
    It 'ends with Stop-KirimySandbox, even if a request hangs' {
        $one = Start-KirimySandbox
        $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $one.Port)
        $client.GetStream().Write([byte[]] (80, 79, 83, 84), 0, 4)
        $one | Stop-KirimySandbox
        { [System.Net.Sockets.TcpClient]::new('127.0.0.1', $one.Port) } | Should -Throw
        $client.Dispose()
        $again = Start-KirimySandbox -Port $one.Port
        $again.Port | Should -Be $one.Port
        $again | Stop-KirimySandbox
    }

    It 'ends with the process without delaying its exit' {
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $port = & $shell @library -NoProfile -NonInteractive -Command "Import-Module '$($script:ModulePath)'; (Start-KirimySandbox).Port"
        $port | Should -Match '^\d+$'
        { [System.Net.Sockets.TcpClient]::new('127.0.0.1', [int] $port) } | Should -Throw
    }

    It 'causes an error with a recommended action if its port is in use' {
        $problem = { Start-KirimySandbox -Port $script:Sandbox.Port } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'SANDBOX_PORT_IN_USE,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*free port*'
    }
}
