BeforeDiscovery {
    $folder = Join-Path $PSScriptRoot '../Kirimy.Client.Tests/Contacts/Corpus'
    $script:Files = Get-ChildItem -Path $folder -Filter *.csv |
        Where-Object -Property Name -Match '^(shape|excel|google|from-to|two-phone|woo|title|key|session)-' |
        ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    $modulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1' }
    Import-Module $modulePath -Force
}

Describe 'The rows of Import-Csv' {
    It 'have the recipients of <Name>' -ForEach $script:Files {
        $expected = Get-Content -LiteralPath ([IO.Path]::ChangeExtension($Path, '.json')) -Raw | ConvertFrom-Json
        $delimiter = if ($expected.delimiter) { $expected.delimiter } else { ',' }
        $options = if ($expected.options.numberColumn) { @{ NumberColumn = $expected.options.numberColumn } } else { @{} }
        $recipients = @(
            Import-Csv -LiteralPath $Path -Delimiter $delimiter -WarningAction SilentlyContinue |
                Test-KirimyNumber @options -WarningAction SilentlyContinue -ErrorAction SilentlyContinue |
                ForEach-Object { "$($_.Recipient)" }
        )
        $wanted = if ($expected.PSObject.Properties['piped']) { @($expected.piped) } else { @($expected.contacts.recipient) }
        if ($expected.error -and -not $expected.PSObject.Properties['piped'] -or $wanted.Count -eq 0) {
            $recipients | Where-Object { $_ } | Should -BeNullOrEmpty
        }
        else {
            $recipients | Should -Be @($wanted | ForEach-Object { "$_" })
        }
    }
}
