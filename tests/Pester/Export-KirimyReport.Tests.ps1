BeforeAll {
    $modulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1' }
    Import-Module $modulePath -Force
    $null = Start-KirimySandbox -UseAsDefault -SessionId office
    $script:Ledger = Join-Path $TestDrive 'ledger.db'
    $script:Results = @(
        @'
wa,message
081234567890,Halo Budi
6.28123E+12,Halo Agus
0812-1111-1111,=1+1
'@ | ConvertFrom-Csv |
            Send-KirimyMessage -SessionId office -BatchId august -Ledger $script:Ledger -KeepText -ErrorAction Ignore |
            Sort-Object -Property Index
    )
}

AfterAll {
    Get-KirimySandbox | Stop-KirimySandbox
}

Describe 'Export-KirimyReport' {
    It 'writes a page that needs no network' {
        $path = Join-Path $TestDrive 'report.html'
        $file = $script:Results | Export-KirimyReport -Path $path -Title 'Libur <17 Agustus>' -PassThru
        $file.FullName | Should -Be $path
        $page = Get-Content -LiteralPath $path -Raw
        $page | Should -BeLike '<!DOCTYPE html>*<title>Libur &lt;17 Agustus&gt;</title>*'
        $page | Should -Not -Match 'https?://'
        $page | Should -Not -Match '6281234567890'
    }

    It 'writes a table that Import-Csv reads and that a spreadsheet does not run' {
        $path = Join-Path $TestDrive 'report.csv'
        Export-KirimyReport -Path $path -BatchId august -Ledger $script:Ledger -ShowNumber
        $rows = @(Import-Csv -LiteralPath $path)
        $rows.Number | Should -Contain '62 812-3456-7890'
        $rows.Message | Should -Contain 'Halo Budi'
        $rows.Message | Should -Contain "'=1+1"
        @($rows | Test-KirimyNumber).Recipient | Should -Contain '6281234567890'
    }

    It 'writes the failed rows with their columns, from <Name>' -ForEach @(
        @{ Name = 'results'; Copy = { $args[0] } }
        @{
            Name = 'Export-Clixml'
            Copy = { Export-Clixml -InputObject $args[0] -LiteralPath $args[1]; Import-Clixml -LiteralPath $args[1] }
        }
    ) {
        $path = Join-Path $TestDrive 'fix.csv'
        $copied = & $Copy $script:Results[1] (Join-Path $TestDrive 'results.xml')
        $copied | Export-KirimyReport -Path (Join-Path $TestDrive 'report.html') -FailedRowsPath $path
        $row = Import-Csv -LiteralPath $path
        $row.wa | Should -Be '6.28123E+12'
        $row.message | Should -Be 'Halo Agus'
        $row.ErrorCode | Should -Be 'INVALID_PHONE_NUMBER'
    }

    It 'writes a table whose rows can be sent as new messages' {
        $path = Join-Path $TestDrive 'report.csv'
        $script:Results[0] | Export-KirimyReport -Path $path -ShowNumber
        $follow = Import-Csv -LiteralPath $path | Send-KirimyMessage -Message 'Terima kasih' -SessionId office -Ledger $script:Ledger
        $follow.Status | Should -Be Sent
        $again = Import-Csv -LiteralPath $path | Send-KirimyMessage -Message 'Halo' -SessionId office -BatchId august -Ledger $script:Ledger
        $again.ErrorCode | Should -Be 'ALREADY_SENT'
    }

    It 'writes JSON that ConvertFrom-Json reads' {
        $path = Join-Path $TestDrive 'report.json'
        $script:Results | Export-KirimyReport -Path $path
        $report = Get-Content -LiteralPath $path -Raw -Encoding utf8 | ConvertFrom-Json
        $report.summary.total | Should -Be 3
        $report.summary.sent | Should -Be 2
        $report.results[1].errorCode | Should -Be 'INVALID_PHONE_NUMBER'
        $report.results[0].recipient | Should -Be ('62812' + ([string][char] 0x2022 * 3) + '7890')
    }

    It 'writes valid XML for JUnit' {
        $path = Join-Path $TestDrive 'report.xml'
        $script:Results | Export-KirimyReport -Path $path
        $suite = ([xml] (Get-Content -LiteralPath $path -Raw -Encoding utf8)).testsuites.testsuite
        $suite.tests | Should -Be '3'
        $suite.failures | Should -Be '1'
        @($suite.testcase)[1].failure.type | Should -Be 'INVALID_PHONE_NUMBER'
    }

    It 'accepts results that were serialized by <Name>' -ForEach @(
        @{
            Name   = 'Export-Csv'
            Detour = {
                $file = Join-Path $TestDrive 'd.csv'
                $input | Export-Csv -LiteralPath $file -NoTypeInformation
                Import-Csv -LiteralPath $file
            }
        }
        @{
            Name   = 'Export-Csv in Indonesia'
            Detour = {
                [cultureinfo]::CurrentCulture = 'id-ID'
                $file = Join-Path $TestDrive 'id.csv'
                $input | Export-Csv -LiteralPath $file -NoTypeInformation
                Import-Csv -LiteralPath $file
            }
        }
        @{
            Name   = 'Export-Clixml'
            Detour = {
                $file = Join-Path $TestDrive 'd.clixml'
                $input | Export-Clixml -LiteralPath $file
                Import-Clixml -LiteralPath $file
            }
        }
        @{
            Name   = 'JSON'
            Detour = {
                $input | ConvertTo-Json | ConvertFrom-Json
            }
        }
        @{
            Name   = 'a job'
            Detour = {
                $all = @($input)
                Start-Job { $using:all } | Receive-Job -Wait -AutoRemoveJob
            }
        }
        @{
            Name   = 'a report as .json'
            Detour = {
                $file = Join-Path $TestDrive 'd.json'
                $input | Export-KirimyReport -Path $file -ShowNumber
                (Get-Content -LiteralPath $file -Raw -Encoding utf8 | ConvertFrom-Json).results
            }
        }
        @{
            Name   = 'a report as .csv'
            Detour = {
                $file = Join-Path $TestDrive 'r.csv'
                $input | Export-KirimyReport -Path $file
                Import-Csv -LiteralPath $file
            }
        }
    ) {
        $path = Join-Path $TestDrive 'detour.json'
        $culture = [cultureinfo]::CurrentCulture
        try {
            $script:Results | & $Detour | Export-KirimyReport -Path $path -ErrorVariable problems
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }
        $problems | Should -BeNullOrEmpty
        $report = Get-Content -LiteralPath $path -Raw -Encoding utf8 | ConvertFrom-Json
        $report.results.status | Should -Be @('Sent', 'Failed', 'Sent')
        $dots = [string][char] 0x2022 * 3
        $report.results[0].recipient | Should -Be "62812${dots}7890"
        $report.results[2].recipient | Should -Be "62812${dots}1111"
        $report.results.index | Should -Be @(0, 1, 2)
        $report.summary.sent | Should -Be 2
    }

    It 'refuses an existing file with -NoClobber before anything is sent' {
        $path = Join-Path $TestDrive 'mine.csv'
        Set-Content -LiteralPath $path -Value 'mine'
        $before = @(Get-KirimySandboxMessage).Count
        $send = @{ Recipient = '081234567890'; Message = 'no'; SessionId = 'office'; Ledger = 'None' }
        { Send-KirimyMessage @send | Export-KirimyReport -Path $path -NoClobber } | Should -Throw -ErrorId 'REPORT_EXISTS,*'
        @(Get-KirimySandboxMessage).Count | Should -Be $before
        Get-Content -LiteralPath $path | Should -Be 'mine'
    }

    It 'uses a file name with brackets literally' {
        Push-Location -LiteralPath $TestDrive
        try {
            $script:Results | Export-KirimyReport -Path 'a [1].csv'
            Test-Path -LiteralPath 'a [1].csv' | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }
}
