<#
.SYNOPSIS
Objects of the module that Export-Clixml or a job has copied work wherever live ones do.
#>

BeforeAll {
    $built = Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1'
    $script:ModulePath = (Resolve-Path -Path $(if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built })).Path
    Import-Module -Name $script:ModulePath -Force
    $script:Ledger = Join-Path $TestDrive 'ledger.db'
    $script:Own = Start-KirimySandbox -UseAsDefault
    $script:Contacts = Join-Path $TestDrive 'contacts.csv'
    Set-Content -LiteralPath $script:Contacts -Value 'wa,name,kota', '0812-3456-7890,Budi,Bandung', '08xx,Siti,Medan'

    function Copy-Object {
        <#
        .SYNOPSIS
        What Import-Clixml makes of objects.
        #>
        param([Parameter(ValueFromPipeline)] $InputObject)
        begin { $all = @() }
        process { $all += $InputObject }
        end {
            $path = Join-Path $TestDrive 'copy.xml'
            $all | Export-Clixml -LiteralPath $path
            Import-Clixml -LiteralPath $path
        }
    }
}

AfterAll {
    Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Copied objects' {
    It 'are sent like live objects: <_>' -ForEach 'contacts', 'previews' {
        $objects = Import-KirimyContact -Path $script:Contacts
        $text = @{ Template = 'Halo {{name}}' }
        $live = if ($_ -eq 'contacts') { $objects } else { $objects | Test-KirimyMessage @text }
        $given = if ($_ -eq 'contacts') { $text } else { @{} }
        $expected = $live | Send-KirimyMessage @given -Ledger None -ErrorAction SilentlyContinue | Sort-Object -Property Index
        $actual = $live | Copy-Object | Send-KirimyMessage @given -Ledger None -ErrorAction SilentlyContinue -WarningVariable warnings |
            Sort-Object -Property Index
        $actual.Status | Should -Be 'Sent', 'Failed'
        $actual.ErrorCode | Should -Be $expected.ErrorCode
        $actual.ErrorMessage | Should -Be $expected.ErrorMessage
        $warnings | Should -BeNullOrEmpty
    }

    It 'of a job are sent' {
        $job = Start-Job -ArgumentList $script:ModulePath, $script:Contacts -ScriptBlock {
            Import-Module -Name $args[0]
            Import-KirimyContact -Path $args[1]
        }
        $results = $job | Receive-Job -Wait -AutoRemoveJob | Send-KirimyMessage -Message 'Halo' -Ledger None -ErrorAction SilentlyContinue
        ($results | Sort-Object -Property Index).Status | Should -Be 'Sent', 'Failed'
    }

    It 'of results that a job returns have the columns of their contacts' {
        $job = Start-Job -ArgumentList $script:ModulePath, $script:Contacts -ScriptBlock {
            Import-Module -Name $args[0]
            $null = Start-KirimySandbox -UseAsDefault
            Import-KirimyContact -Path $args[1] | Send-KirimyMessage -Message 'Halo' -Ledger None -ErrorAction SilentlyContinue
        }
        $rows = ($job | Receive-Job -Wait -AutoRemoveJob | Sort-Object -Property Index).Input
        $rows.Name | Should -Be 'Budi', 'Siti'
        $rows.kota | Should -Be 'Bandung', 'Medan'
    }

    It 'of results provide recipients for another message, without a warning' {
        $results = Send-KirimyMessage -Recipient 081234567890, 081234567891 -Message 'Halo' -Ledger None
        $again = $results | Copy-Object | Send-KirimyMessage -Message 'Halo lagi' -Ledger None -WarningVariable warnings
        @($again | Where-Object Success).Count | Should -Be 2
        $warnings | Should -BeNullOrEmpty
    }

    It 'of results and batches find their records' {
        $results = Send-KirimyMessage -Recipient 081234567890, 081234567891 -Message 'Halo' -BatchId copies -Ledger $script:Ledger
        ($results | Copy-Object | Get-KirimyDelivery -Ledger $script:Ledger).Recipient |
            Sort-Object |
            Should -Be '6281234567890', '6281234567891'
        $batches = Get-KirimyBatch -BatchId copies -Ledger $script:Ledger | Copy-Object
        @($batches | Get-KirimyDelivery -Ledger $script:Ledger).Count | Should -Be 2
        { Get-KirimyDelivery -BatchId '' -Ledger $script:Ledger } | Should -Throw -ErrorId 'RECORD_NOT_FOUND*'
    }

    It 'of records can be resolved and reported' {
        $number = ($script:Own.SimulatedNumbers | Where-Object Status -EQ 'Unknown' | Select-Object -First 1).Number
        $message = @{ Recipient = $number; Message = 'Halo'; BatchId = 'unknown'; Ledger = $script:Ledger }
        $null = Send-KirimyMessage @message -TimeoutSec 1 -ErrorAction SilentlyContinue
        $records = Get-KirimyDelivery -BatchId unknown -Ledger $script:Ledger
        $records.Status | Should -Be 'Unknown'
        $records | Copy-Object | Set-KirimyDelivery -Status Sent -Ledger $script:Ledger -Confirm:$false
        (Get-KirimyDelivery -BatchId unknown -Ledger $script:Ledger).Status | Should -Be 'Sent'
        $path = Join-Path $TestDrive 'report.csv'
        $records | Copy-Object | Export-KirimyReport -Path $path -ShowNumber
        (Import-Csv -LiteralPath $path).Number -replace '\D' | Should -Be $number
    }
}
