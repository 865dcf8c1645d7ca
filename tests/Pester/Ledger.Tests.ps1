<#
.SYNOPSIS
The ledger in a real PowerShell: runs that are run again, records that are looked up, settled, sent again and deleted, and what is left of
the limits.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $manifest -Force
    $null = Start-KirimySandbox -UseAsDefault -RequestsPerMinute 100000 -MessagesPerDay 100000
    $script:Dropped = '6286000000600'

    function Get-Row {
        <#
        .SYNOPSIS
        Rows of a contact list.
        #>
        param([int] $Count)
        foreach ($i in 1..$Count) {
            [pscustomobject]@{ wa = '0812{0:00000000}' -f (60000000 + $i); name = "Contact $i" }
        }
    }
}

AfterAll {
    Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'The ledger' {
    BeforeEach {
        $script:Ledger = Join-Path $TestDrive ('{0}.db' -f [guid]::NewGuid())
        $script:Before = @(Get-KirimySandboxMessage).Count
    }

    It 'sends the missing messages when a batch is run again' {
        $first = Get-Row 3 | Send-KirimyMessage -Message x -BatchId august -Ledger $script:Ledger
        $second = Get-Row 5 | Send-KirimyMessage -Message x -BatchId august -Ledger $script:Ledger
        @($first | Where-Object Status -EQ Sent).Count | Should -Be 3
        @($second | Where-Object ErrorCode -EQ ALREADY_SENT).Count | Should -Be 3
        @($second | Where-Object Status -EQ Sent).Count | Should -Be 2
        (@(Get-KirimySandboxMessage).Count - $script:Before) | Should -Be 5
        ($second | Where-Object ErrorCode -EQ ALREADY_SENT).MessageId | Sort-Object | Should -Be @($first.MessageId | Sort-Object)
    }

    It 'resolves its path relative to the current location' {
        Push-Location $TestDrive
        try {
            $null = Send-KirimyMessage 081234567890 x -Ledger ./relative.db
            Join-Path $TestDrive 'relative.db' | Should -Exist
            @(Get-KirimyDelivery -Ledger ./relative.db).Count | Should -Be 1
        }
        finally {
            Pop-Location
        }
    }

    It 'is a file that only the user can read by default' -Skip:($env:OS -eq 'Windows_NT') {
        $state = $env:XDG_STATE_HOME
        $env:XDG_STATE_HOME = Join-Path $TestDrive 'state'
        try {
            $null = Send-KirimyMessage 081234567890 x
            $file = Join-Path (Join-Path $env:XDG_STATE_HOME 'kirimy') 'ledger.db'
            $file | Should -Exist
            (Get-Item $file).UnixMode | Should -Be '-rw-------'
        }
        finally {
            $env:XDG_STATE_HOME = $state
        }
    }

    It 'is shared by processes through one file' {
        $null = Get-Row 1 | Send-KirimyMessage -Message x -BatchId shared -Ledger $script:Ledger
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $path = (Get-Module Kirimy).Path
        $said = & $shell @library -NoProfile -NonInteractive -Command (
            "Import-Module '$path'; " +
            "Get-KirimyDelivery -Ledger '$script:Ledger' | ForEach-Object { `$_.Recipient + ' ' + `$_.Status }")
        $said | Should -Be '6281260000001 Sent'
    }

    It 'ends the cmdlet before anything is sent if it can''t be used: <Name>' -ForEach @(
        @{ Name = 'a file of something else'; Code = 'LEDGER_DAMAGED' }
        @{ Name = 'a folder'; Code = 'LEDGER_UNAVAILABLE' }
        @{ Name = 'an unknown scheme'; Code = 'INVALID_LEDGER' }
    ) {
        $where = switch ($Name) {
            'a file of something else' {
                $file = Join-Path $TestDrive 'notes.txt'
                Set-Content -Path $file -Value ('not a ledger ' * 20)
                $file
            }
            'a folder' { "$TestDrive" }
            default { 'mysql://user:hunter2@localhost' }
        }
        { Get-Row 2 | Send-KirimyMessage -Message x -Ledger $where } | Should -Throw -ErrorId "$Code,*"
        { Get-KirimyDelivery -Ledger $where -ErrorAction Stop } | Should -Throw -ErrorId "$Code,*"
        @(Get-KirimySandboxMessage).Count | Should -Be $script:Before
    }

    It 'names an unreachable Redis server without its password' {
        $results = Get-Row 20 |
            Send-KirimyMessage -Message x -BatchId b -Ledger 'redis://user:hunter2@127.0.0.1:1/0' -TimeoutSec 1 `
                -ErrorVariable problems -ErrorAction SilentlyContinue
        @($results | Where-Object ErrorCode -EQ LEDGER_UNAVAILABLE).Count | Should -Be 20
        @($problems).Count | Should -Be 1
        "$problems" | Should -Match '127\.0\.0\.1:1'
        ($problems | Out-String) + ($problems | Format-List * -Force | Out-String) | Should -Not -Match hunter2
        @(Get-KirimySandboxMessage).Count | Should -Be $script:Before
    }

    It 'is shared by runs through a Redis server' -Skip:(-not (Get-Command redis-server -ErrorAction Ignore)) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $start = @('--port', $port, '--bind', '127.0.0.1', '--save', '""', '--dir', "$TestDrive", '--requirepass', 'correcthorse')
        $server = Start-Process redis-server -ArgumentList $start -PassThru -RedirectStandardOutput (Join-Path $TestDrive 'redis.log')
        try {
            $uri = "redis://:correcthorse@127.0.0.1:$port/0"
            $first = Get-Row 3 | Send-KirimyMessage -Message x -BatchId august -Ledger $uri
            $second = Get-Row 3 | Send-KirimyMessage -Message x -BatchId august -Ledger $uri
            @($first | Where-Object Status -EQ Sent).Count | Should -Be 3
            @($second | Where-Object ErrorCode -EQ ALREADY_SENT).Count | Should -Be 3
            @(Get-KirimyDelivery -BatchId august -Ledger $uri).Count | Should -Be 3
            (Get-KirimyQuota -Ledger $uri).SentToday | Should -Be 3
            Clear-KirimyDelivery -BatchId august -Ledger $uri -Confirm:$false
            @(Get-KirimyDelivery -Ledger $uri).Count | Should -Be 0
            $problem = { Get-KirimyDelivery -Ledger "redis://:wronghorse@127.0.0.1:$port/0" -ErrorAction Stop } |
                Should -Throw -ErrorId 'LEDGER_UNAVAILABLE,*' -PassThru
            "$problem" | Should -Not -Match horse
        }
        finally {
            Stop-Process -Id $server.Id
        }
    }
}

Describe 'Get-KirimyDelivery' {
    BeforeAll {
        $script:Ledger = Join-Path $TestDrive 'get.db'
        $null = Get-Row 4 | Send-KirimyMessage -Message 'first' -BatchId one -Ledger $script:Ledger
        $null = Get-Row 2 | Send-KirimyMessage -Message 'kept' -BatchId two -KeepText -Ledger $script:Ledger
        $null = Send-KirimyMessage 6286000000104 x -BatchId one -Ledger $script:Ledger -ErrorAction SilentlyContinue
    }

    It 'returns all records, newest first' {
        $all = @(Get-KirimyDelivery -Ledger $script:Ledger)
        $all.Count | Should -Be 7
        $all[0].Status | Should -Be 'Failed'
        $all.Timestamp | Should -Be @($all.Timestamp | Sort-Object -Descending)
    }

    It 'filters by <Name>' -ForEach @(
        @{ Name = 'batch'; With = @{ BatchId = 'two' }; Count = 2 }
        @{ Name = 'status'; With = @{ Status = 'Failed', 'Unknown' }; Count = 1 }
        @{ Name = 'recipient'; With = @{ Recipient = '0812-6000-0001' }; Count = 2 }
        @{ Name = 'first'; With = @{ First = 3 }; Count = 3 }
        @{ Name = 'days'; With = @{ Since = 1 }; Count = 7 }
        @{ Name = 'a moment to come'; With = @{ Since = [datetime]::Now.AddHours(1) }; Count = 0 }
        @{ Name = 'batch and status'; With = @{ BatchId = 'one'; Status = 'Sent' }; Count = 4 }
    ) {
        @(Get-KirimyDelivery -Ledger $script:Ledger @With).Count | Should -Be $Count
    }

    It 'has the text only with -KeepText' {
        (Get-KirimyDelivery -BatchId two -Ledger $script:Ledger).Message | Should -Be @('kept', 'kept')
        @((Get-KirimyDelivery -BatchId one -Ledger $script:Ledger).Message -ne $null).Count | Should -Be 0
    }

    It 'shows the terms of the dashboard' {
        $shown = Get-KirimyDelivery -First 1 -Ledger $script:Ledger | Format-Table | Out-String -Width 200
        $shown | Should -Match 'Time\s+Number\s+Session\s+Status\s+MessageId / Error\s+Name\s+Batch\s+Message'
        $shown | Should -Match 'INVALID_PHONE_NUMBER'
    }

    It 'shows the error in a narrow window' {
        Get-KirimyDelivery -First 1 -Ledger $script:Ledger | Out-String -Width 80 | Should -Match 'Failed +INVALID_PHONE_NUMBER'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'what is no number'; With = @{ Recipient = 'abc' }; Id = 'INVALID_PHONE_NUMBER,*' }
        @{ Name = 'what is no moment'; With = @{ Since = 'nonsense' }; Id = 'CannotConvertArgumentNoMessage,*' }
        @{ Name = 'what is no status'; With = @{ Status = 'Bogus' }; Id = 'CannotConvertArgumentNoMessage,*' }
        @{ Name = 'a ledger that keeps nothing'; With = @{ Ledger = 'None' }; Id = 'INVALID_LEDGER,*' }
    ) {
        { Get-KirimyDelivery @With -ErrorAction Stop } | Should -Throw -ErrorId $Id
    }

    It 'does not create a missing ledger' {
        $nowhere = Join-Path $TestDrive 'nowhere.db'
        Get-KirimyDelivery -Ledger $nowhere | Should -BeNullOrEmpty
        $nowhere | Should -Not -Exist
    }

    It 'can be piped into Send-KirimyMessage, with its recorded text or a new one' {
        $again = Join-Path $TestDrive 'again.db'
        $kept = Get-KirimyDelivery -BatchId two -Ledger $script:Ledger | Send-KirimyMessage -Ledger $again
        @($kept | Where-Object Success).Count | Should -Be 2
        $given = Get-KirimyDelivery -BatchId one -Status Sent -Ledger $script:Ledger | Send-KirimyMessage -Message again -Ledger $again
        @($given | Where-Object Success).Count | Should -Be 4
        $missing = Get-KirimyDelivery -BatchId one -Status Sent -First 1 -Ledger $script:Ledger |
            Send-KirimyMessage -Ledger $again -ErrorAction SilentlyContinue
        $missing.ErrorCode | Should -Be 'MESSAGE_EMPTY'
        $missing.ErrorMessage | Should -Match 'KeepText'
    }
}

Describe 'Set-KirimyDelivery' {
    BeforeEach {
        $script:Ledger = Join-Path $TestDrive ('{0}.db' -f [guid]::NewGuid())
        # The connection is dropped before the response, so the outcome is Unknown.
        $null = Send-KirimyMessage $script:Dropped x -BatchId b -Ledger $script:Ledger -ErrorAction SilentlyContinue
        $script:Record = Get-KirimyDelivery -Status Unknown -Ledger $script:Ledger
        $script:Record | Should -Not -BeNullOrEmpty
    }

    It 'resolves an Unknown message as <_>, once' -ForEach 'Sent', 'Failed' {
        ($script:Record | Set-KirimyDelivery -Status $_ -PassThru -Ledger $script:Ledger).Status | Should -Be $_
        (Get-KirimyDelivery -Ledger $script:Ledger).Status | Should -Be $_
        $other = @('Sent', 'Failed') -ne $_
        { $script:Record | Set-KirimyDelivery -Status $other[0] -Ledger $script:Ledger -ErrorAction Stop } |
            Should -Throw -ErrorId 'RECORD_NOT_UNKNOWN,*'
    }

    It 'controls whether the next run sends the message' {
        $arguments = @{ Recipient = $script:Dropped; Message = 'x'; BatchId = 'b'; Ledger = $script:Ledger }
        $arguments.ErrorAction = 'SilentlyContinue'
        $before = @(Get-KirimySandboxMessage).Count
        (Send-KirimyMessage @arguments).Attempts | Should -Be 0
        Set-KirimyDelivery $script:Record.Id -Status Sent -Ledger $script:Ledger
        (Send-KirimyMessage @arguments).ErrorCode | Should -Be 'ALREADY_SENT'
        @(Get-KirimySandboxMessage).Count | Should -Be $before
    }

    It 'changes nothing with -WhatIf' {
        $script:Record | Set-KirimyDelivery -Status Sent -WhatIf -Ledger $script:Ledger
        (Get-KirimyDelivery -Ledger $script:Ledger).Status | Should -Be 'Unknown'
    }

    It 'names a missing record in the error' {
        { Set-KirimyDelivery 99999 -Status Sent -Ledger $script:Ledger -ErrorAction Stop } | Should -Throw -ErrorId 'RECORD_NOT_FOUND,*'
        { Set-KirimyDelivery nonsense -Status Sent -Ledger $script:Ledger -ErrorAction Stop } | Should -Throw -ErrorId 'RECORD_NOT_FOUND,*'
    }

    It 'refuses any other status' {
        { Set-KirimyDelivery 1 -Status NotSent -Ledger $script:Ledger } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Clear-KirimyDelivery' {
    BeforeEach {
        $script:Ledger = Join-Path $TestDrive ('{0}.db' -f [guid]::NewGuid())
        $null = Get-Row 3 | Send-KirimyMessage -Message x -BatchId one -Ledger $script:Ledger
        $null = Get-Row 2 | Send-KirimyMessage -Message x -BatchId two -Ledger $script:Ledger
    }

    It 'asks for confirmation' {
        $type = (Get-Command Clear-KirimyDelivery).ImplementingType
        $attribute = $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)
        $attribute.ConfirmImpact | Should -Be 'High'
        Clear-KirimyDelivery -Ledger $script:Ledger -WhatIf
        @(Get-KirimyDelivery -Ledger $script:Ledger).Count | Should -Be 5
    }

    It 'deletes <Name>' -ForEach @(
        @{ Name = 'a batch'; With = @{ BatchId = 'one' }; Left = 2 }
        @{ Name = 'what is older than so many days'; With = @{ OlderThan = 1 }; Left = 5 }
        @{ Name = 'what is older than a moment'; With = @{ OlderThan = [datetime]::Now.AddHours(1) }; Left = 0 }
        @{ Name = 'all'; With = @{}; Left = 0 }
    ) {
        Clear-KirimyDelivery -Ledger $script:Ledger -Confirm:$false @With
        @(Get-KirimyDelivery -Ledger $script:Ledger).Count | Should -Be $Left
    }

    It 'starts a batch again after its records are deleted' {
        Clear-KirimyDelivery -BatchId one -Ledger $script:Ledger -Confirm:$false
        $again = Get-Row 3 | Send-KirimyMessage -Message x -BatchId one -Ledger $script:Ledger
        @($again | Where-Object Status -EQ Sent).Count | Should -Be 3
    }
}

Describe 'Get-KirimyQuota' {
    It 'returns the used and the remaining count' {
        $ledger = Join-Path $TestDrive 'quota.db'
        $null = Get-Row 4 | Send-KirimyMessage -Message x -Ledger $ledger
        $quota = Get-KirimyQuota -Ledger $ledger
        $quota.SessionId | Should -Be 'sandbox'
        $quota.SentToday | Should -Be 4
        $quota.RemainingToday | Should -Be 996
        $quota.RequestsInWindow | Should -Be 4
        $quota.ResetsAt | Should -BeGreaterThan ([datetimeoffset]::Now)
        $quota.ResetsAt.ToOffset([timespan]::FromHours(7)).TimeOfDay | Should -Be ([timespan]::Zero)
        (Get-KirimyQuota -Ledger $ledger -MessagesPerDay 10).RemainingToday | Should -Be 6
        Get-KirimyQuota -Ledger $ledger -SessionId 'no*' | Should -BeNullOrEmpty
        @(Get-KirimyQuota -Ledger $ledger -SessionId 'sand*').Count | Should -Be 1
    }

    It 'returns nothing if nothing was sent' {
        Get-KirimyQuota -Ledger (Join-Path $TestDrive 'none.db') | Should -BeNullOrEmpty
    }
}
