<#
.SYNOPSIS
Import-KirimyContact in a real PowerShell: beside Import-Csv, and with the commands that list properties.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $script:Manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $script:Manifest -Force
    $script:Csv = Join-Path $TestDrive 'contacts.csv'
    @'
wa,name,company,address
081234567890,Budi,PT Maju,"Jl. Merdeka 1, Jakarta"
6.28123E+12,Ani,,
"=""081234567891""",Cici,Toko,"Gang 2
Bandung"
0857-1234-5678,Dedi,PT Maju,
'@ | Set-Content -LiteralPath $script:Csv -Encoding utf8
}

AfterAll {
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Import-KirimyContact' {
    It 'reads the same cells as Import-Csv from random files' {
        $random = [Random]::new(20261126)
        $pieces = 'a', 'Budi', ' ', 'x ', '"', ',', ';', "`n", "`r`n", 'e', '=', '#', "'", '0812', '|', "`t"
        $pieces += [string][char]0xE9, [char]::ConvertFromUtf32(0x1F44B)
        foreach ($round in 1..40) {
            $file = Join-Path $TestDrive "random-$round.csv"
            $separator = ',', ';', "`t", '|' | Get-Random -SetSeed ($round + 1)
            $columns = @('wa') + @(1..$random.Next(1, 6) | ForEach-Object { "column $_" })
            $lineBreak = if ($round % 2) { "`n" } else { "`r`n" }
            $text = [System.Text.StringBuilder]::new()
            $null = $text.Append($columns -join $separator).Append($lineBreak)
            foreach ($row in 1..$random.Next(1, 20)) {
                $cells = foreach ($column in $columns) {
                    $cell = -join @(1..$random.Next(1, 6) | ForEach-Object { $pieces[$random.Next($pieces.Count)] })
                    # The apostrophe that keeps a spreadsheet from running a formula isn't part of the contact's cell.
                    $cell = $cell -replace "^'(?=[=+\-@\t\r\n])", 'a'
                    # Import-Csv removes spaces before an unquoted cell, so each cell has quotes.
                    '"{0}"' -f $cell.Replace('"', '""')
                }
                $null = $text.Append($cells -join $separator).Append($lineBreak)
            }

            [IO.File]::WriteAllText($file, $text.ToString())
            $rows = Import-Csv -LiteralPath $file -Delimiter $separator -Encoding utf8
            $expected = $rows | Select-Object -Property $columns | ConvertTo-Json -Compress
            $actual = Import-KirimyContact -LiteralPath $file | Select-Object -Property $columns | ConvertTo-Json -Compress
            $actual | Should -BeExactly $expected -Because "round $round"
        }
    }

    It 'shows every column to <Command>' -ForEach @(
        @{
            Command  = 'Select-Object'
            Script   = { Import-KirimyContact $args[0] | Select-Object -First 1 -ExpandProperty company }
            Expected = 'PT Maju'
        }
        @{
            Command  = 'Where-Object'
            Script   = { (Import-KirimyContact $args[0] | Where-Object company -EQ 'Toko').name }
            Expected = 'Cici'
        }
        @{
            Command  = 'Group-Object'
            Script   = { (Import-KirimyContact $args[0] | Group-Object company | Where-Object Name -EQ 'PT Maju').Count }
            Expected = 2
        }
        @{
            Command  = 'Sort-Object'
            Script   = { (Import-KirimyContact $args[0] | Sort-Object -Property name -Descending)[0].name }
            Expected = 'Dedi'
        }
        @{
            Command  = 'Get-Member'
            Script   = { (Import-KirimyContact $args[0] | Get-Member -Name address).MemberType }
            Expected = 'Property'
        }
        @{
            Command  = 'Export-Csv'
            Script   = { (Import-KirimyContact $args[0] | ConvertTo-Csv -NoTypeInformation)[0] }
            Expected = '"Recipient","Name","RowNumber","SourceFile","IsValid","Reason","Advice","wa","company","address"'
        }
        @{
            Command  = 'ConvertTo-Json'
            Script   = { (Import-KirimyContact $args[0] | ConvertTo-Json | ConvertFrom-Json)[0].address }
            Expected = 'Jl. Merdeka 1, Jakarta'
        }
        @{
            Command  = 'Format-Table'
            Script   = { (Import-KirimyContact $args[0] | Format-Table name, company | Out-String) -match 'Cici\s+Toko' }
            Expected = $true
        }
        @{
            Command  = 'Format-List'
            Script   = { (Import-KirimyContact $args[0] | Format-List * | Out-String) -match 'company\S*\s+:.* PT Maju' }
            Expected = $true
        }
        @{
            Command  = 'Export-Clixml'
            Script   = {
                Import-KirimyContact $args[0] | Export-Clixml (Join-Path $TestDrive 'c.xml')
                (Import-Clixml (Join-Path $TestDrive 'c.xml'))[0].company
            }
            Expected = 'PT Maju'
        }
        @{
            Command  = 'Add-Member'
            Script   = { (Import-KirimyContact $args[0] | Add-Member -NotePropertyName vip -NotePropertyValue 1 -PassThru)[0].vip }
            Expected = 1
        }
    ) {
        & $Script $script:Csv | Should -Be $Expected
    }

    It 'makes columns available to scripts of other runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Import-KirimyContact $script:Csv | ForEach-Object -Parallel { $_.company } | Where-Object { $_ } | Sort-Object |
            Should -Be 'PT Maju', 'PT Maju', 'Toko'
    }

    It 'accepts files from Get-ChildItem, and paths relative to the current location' {
        Push-Location $TestDrive
        try {
            (Get-ChildItem contacts.csv | Import-KirimyContact).Count | Should -Be 4
            (Import-KirimyContact ./contacts.csv).Count | Should -Be 4
            ('contacts.csv', 'contacts.csv' | Import-KirimyContact -Unique -SkipInvalid).Count | Should -Be 3
        }
        finally {
            Pop-Location
        }
    }

    It 'stops with the pipeline' {
        Import-KirimyContact $script:Csv | Select-Object -First 1 | Should -HaveCount 1
        Import-KirimyContact $script:Csv | Select-Object -First 1 | ForEach-Object Recipient | Should -Be '6281234567890'
    }

    It 'can be piped into Send-KirimyMessage without further parameters' {
        $file = Join-Path $TestDrive 'messages.csv'
        "sep=;`r`nNo. HP;nama;pesan`r`n0812-3456-7890;Budi;Halo Budi`r`n6,28E+12;Ani;Halo Ani`r`n" |
            Set-Content -LiteralPath $file -NoNewline
        $sandbox = Start-KirimySandbox -UseAsDefault
        try {
            $results = Import-KirimyContact $file | Send-KirimyMessage -ErrorVariable problems -ErrorAction SilentlyContinue
            ($results | Where-Object Success).Recipient | Should -Be '6281234567890'
            $problems | Should -HaveCount 1
            $problems[0].Exception.Message | Should -BeLike '*messages.csv, row 3, column No. HP:*'
            (Get-KirimySandboxMessage).Message | Should -Be 'Halo Budi'
            # Select-Object creates other objects; an invalid row keeps its reason.
            $null = Import-KirimyContact $file | Select-Object -Property *, @{ n = 'source'; e = { 'shop' } } |
                Send-KirimyMessage -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems | Should -HaveCount 1
            $problems[0].Exception.Message | Should -BeLike '*messages.csv, row 3, column No. HP:*'
        }
        finally {
            $sandbox | Stop-KirimySandbox
        }
    }

    It 'shows its table within 120 columns' {
        $text = Import-KirimyContact $script:Csv | Out-String -Width 120
        $lines = ($text -replace '\x1b\[[0-9;]*m') -split '\r?\n'
        $lines | Where-Object { $_.Length -gt 120 } | Should -BeNullOrEmpty
        $lines | Where-Object { $_ } | Select-Object -First 1 | Should -Match '^ +Row Recipient +Name +Valid Advice'
    }

    It 'loads only the assemblies that it needs' {
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $loaded = & $shell @library -NoProfile -NonInteractive -Command "
            Import-Module '$script:Manifest'
            `$null = Import-KirimyContact '$script:Csv'
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name }"
        $loaded | Should -Contain 'Sylvan.Data.Csv'
        $loaded | Should -Not -Contain 'PhoneNumbers'
        $loaded | Should -Not -Contain 'StackExchange.Redis'
    }
}
