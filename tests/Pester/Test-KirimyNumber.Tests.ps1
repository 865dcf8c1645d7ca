BeforeAll {
    $modulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1' }
    Import-Module $modulePath -Force
}

Describe 'Test-KirimyNumber' {
    Context 'with a contact file' {
        BeforeAll {
            $csv = Join-Path $TestDrive 'contacts.csv'
            @'
wa,name,company,address
6281234567890,Budi,PT Maju,Jl. Merdeka 1
0857-1234-5678,Ani,,
"=""081234567890""",Cici,,
6.28123E+12,Dedi,,
,Eka,,
081234567890 / 081398765432,Fani,,
+6591234567,Gita,,
'@ | Set-Content -LiteralPath $csv -Encoding utf8
        }

        It 'reads the number column of the dashboard''s own format' {
            $results = @(Import-Csv -LiteralPath $csv | Test-KirimyNumber -ErrorVariable problems)
            $problems | Should -BeNullOrEmpty
            $results.Recipient | Should -Be @('6281234567890', '6285712345678', '6281234567890', $null, $null, $null, $null)
            $results.Reason | Should -Be @($null, $null, $null, 'SCIENTIFIC_NOTATION', 'EMPTY', 'SEVERAL_NUMBERS', 'FOREIGN_NUMBER')
        }

        It 'filters rows in Where-Object' {
            $valid = Import-Csv -LiteralPath $csv | Where-Object { Test-KirimyNumber $_ -Quiet }
            $valid.name | Should -Be @('Budi', 'Ani', 'Cici')
        }

        It 'reads a column that Select-Object renames' {
            Import-Csv -LiteralPath $csv | Select-Object -First 1 @{ Name = 'Nomor'; Expression = { $_.wa } } | Test-KirimyNumber |
                Select-Object -ExpandProperty Recipient | Should -Be '6281234567890'
        }

        It 'writes one error and one result for each row without a number column' {
            $results = @(Import-Csv -LiteralPath $csv | Select-Object name, company |
                    Test-KirimyNumber -ErrorVariable problems -ErrorAction SilentlyContinue)
            $results | Should -HaveCount 7
            $problems | Should -HaveCount 7
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'NO_NUMBER_COLUMN,*'
            $problems[0].Exception.Message | Should -BeLike '*Columns in the row: name, company.*'
        }

        It 'stops with the pipeline' {
            $read = [System.Collections.Generic.List[string]]::new()
            1..1000 | ForEach-Object { $read.Add($_); '081234567890' } | Test-KirimyNumber | Select-Object -First 1 | Should -HaveCount 1
            $read | Should -HaveCount 1
        }
    }

    It 'accepts the lines of a text file' {
        $list = Join-Path $TestDrive 'numbers.txt'
        "0812-3456-7890`r`n+62 (0) 857 1234 5678`r`nO81234567890`r`n" | Set-Content -LiteralPath $list -NoNewline
        $results = Get-Content -LiteralPath $list | Test-KirimyNumber
        $results.Recipient | Should -Be @('6281234567890', '6285712345678', $null)
        $results[2].Reason | Should -Be 'LETTERS'
    }

    It 'accepts rows of JSON with numeric values' {
        $results = '[{"phone":6281234567890},{"phone":6281234567890.0},{"phone":"0812 3456 7890"},{"phone":null}]' |
            ConvertFrom-Json | Test-KirimyNumber
        $results.Recipient | Should -Be @('6281234567890', '6281234567890', '6281234567890', $null)
    }

    It 'reads numbers of another country with -Region' {
        '91234567', '6591234567' | Test-KirimyNumber -Region SG | ForEach-Object E164 | Should -Be @('+6591234567', '+6591234567')
        { Test-KirimyNumber 91234567 -Region XX } | Should -Throw '*''XX'' isn''t a country with a numbering plan*'
    }

    It 'shows its table within 80 columns' {
        $text = '0857-1234-567', '0812O3456789', '021-5551234' | Test-KirimyNumber | Out-String -Width 80
        $lines = ($text -replace '\x1b\[[0-9;]*m') -split '\r?\n'
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $lines | Where-Object { $_ } | Select-Object -First 1 | Should -Match '^Input +Recipient +Kind +Carrier / Advice'
        $lines | Where-Object { $_ -match '^0857-1234-567 +628571234567 +Mobile +Indosat Ooredoo Hutchison' } | Should -HaveCount 1
        $lines | Where-Object { $_ -match '^0812O3456789 +LETTERS: ' } | Should -HaveCount 1
    }

    It 'loads only the assemblies that a plain number needs' {
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $loaded = & $shell @library -NoProfile -NonInteractive -Command "
            Import-Module '$modulePath'
            `$null = Test-KirimyNumber '0812-3456-7890'
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name }"
        $loaded | Should -Contain 'Kirimy.Client'
        $loaded | Should -Not -Contain 'PhoneNumbers'
        $loaded | Should -Not -Contain 'Kirimy.Sandbox'
    }
}
