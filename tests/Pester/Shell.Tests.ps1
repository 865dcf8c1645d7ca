<#
.SYNOPSIS
kirimy, the command for shells without PowerShell, run with sh: what it sends, and its exit codes.
#>

BeforeDiscovery {
    # Git for Windows has an sh, but no pwsh command that a file without an extension could replace.
    $script:NoSh = $env:OS -eq 'Windows_NT' -or -not (Get-Command -Name sh -CommandType Application -ErrorAction Ignore)
}

Describe 'kirimy (needs sh, not on Windows)' -Skip:$script:NoSh {
    BeforeAll {
        $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
        $built = Join-Path $root 'out/Kirimy/Kirimy.psd1'
        $manifest = (Resolve-Path -Path $(if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built })).Path
        Import-Module -Name $manifest -Force
        $script:Sandbox = Start-KirimySandbox -RequestsPerMinute 100000
        $script:Sh = (Get-Command -Name sh -CommandType Application | Select-Object -First 1).Source
        $script:Kirimy = Join-Path (Split-Path -Parent $manifest) 'kirimy'

        # Puts the current pwsh on the path.
        $script:Bin = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'bin')).FullName
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $library = @($library | ForEach-Object -Process { "'$_'" }) -join ' '
        [IO.File]::WriteAllText("$($script:Bin)/pwsh", "#!/bin/sh`nexec '$shell' $library `"`$@`"`n")
        & chmod +x "$($script:Bin)/pwsh"

        $script:Variables = @{
            PATH              = "$($script:Bin):/usr/local/bin:/usr/bin:/bin"
            HOME              = "$TestDrive"
            PSModulePath      = Split-Path -Parent (Split-Path -Parent $manifest)
            KIRIMY_BASE_URI   = $script:Sandbox.BaseUri
            KIRIMY_API_KEY    = $script:Sandbox.ApiKeyText
            KIRIMY_SESSION_ID = $script:Sandbox.SessionId
            KIRIMY_LEDGER     = Join-Path $TestDrive 'ledger.db'
        }
        Get-ChildItem -Path 'Env:DOTNET*' | ForEach-Object -Process { $script:Variables[$_.Name] = $_.Value }

        function Invoke-Sh {
            <#
            .SYNOPSIS
            Runs a line with sh, in which $kirimy is the command: what it wrote, what was sent, and its exit code.
            #>
            param([string] $Line, [hashtable] $Set = @{})
            $values = $script:Variables.Clone()
            foreach ($name in $Set.Keys) { $values[$name] = $Set[$name] }
            $values.kirimy = $script:Kirimy
            $arguments = $values.GetEnumerator() | ForEach-Object -Process { "$($_.Key)=$($_.Value)" }
            $before = $script:Sandbox.MessageCount
            $output = & env -i @arguments $script:Sh -c $Line 2>&1 | Out-String
            [pscustomobject]@{
                Output   = $output.Trim()
                ExitCode = $LASTEXITCODE
                Sent     = @($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Skip $before)
            }
        }
    }

    AfterAll {
        $script:Sandbox | Stop-KirimySandbox
        Remove-Module -Name Kirimy -ErrorAction Ignore
    }

    It 'sends a text without writing output' {
        # UTF-8 without a locale, as in a cron job.
        $text = "Backup selesai $([char] 0x2705)"
        $run = Invoke-Sh -Line 'sh $kirimy send 0812-3456-7890 "$text"' -Set @{ text = $text }
        $run.Output | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Sent.Recipient | Should -Be '6281234567890'
        $run.Sent.Message | Should -Be $text
    }

    It 'sends standard input as one message, with its columns' {
        $run = Invoke-Sh -Line 'printf "a   1\nbb  2\n" | sh $kirimy send 081234567890,081234567891 --monospace'
        $run.Output | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Sent.Recipient | Sort-Object | Should -Be @('6281234567890', '6281234567891')
        $run.Sent[0].Message | Should -Be ('```a   1{0}bb  2```' -f "`n")
    }

    It 'truncates a text that is too long' {
        $run = Invoke-Sh -Line 'head -c 9000 /dev/zero | tr "\0" x | sh $kirimy send 081234567890'
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Message | Should -BeLike 'xxx*'
        $run.Sent.Message.Length | Should -BeLessOrEqual 4096
    }

    It 'writes a warning to standard error and ends with 0' {
        # Text in a wrong encoding.
        $set = @{ text = "Caf$([char] 0xC3)$([char] 0xA9) buka" }
        $run = Invoke-Sh -Line 'sh $kirimy send 081234567890 "$text" 2> /dev/null' -Set $set
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeNullOrEmpty
        (Invoke-Sh -Line 'sh $kirimy send 081234567890 "$text"' -Set $set).Output | Should -BeLike 'kirimy: *'
    }

    It 'sends <_> unchanged' -ForEach @(
        '''; exit 9; "$(touch pwned)" `touch pwned` $env:KIRIMY_API_KEY $HOME'
        '$(throw 9)" -Recipient 081298765432 # \n %s'
        '-monospace'
        '--'
        'yes--monospace'
    ) {
        $run = Invoke-Sh -Line 'sh $kirimy send -- 081234567890 "$text"' -Set @{ text = $_ }
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Message | Should -Be $_
        $run.Sent.Recipient | Should -Be '6281234567890'
    }

    It 'ends with <ExitCode> if <Case>' -ForEach @(
        @{ Case = 'the service refuses the number'; Line = 'send 6286000000104 x'; ExitCode = 1; Text = 'kirimy: *' }
        @{ Case = 'the number is invalid'; Line = 'send "\$(exit 9)" x'; ExitCode = 1; Text = 'kirimy: *' }
        @{ Case = 'standard input is empty'; Line = 'send 081234567890 < /dev/null'; ExitCode = 1; Text = 'kirimy: Standard input*' }
        @{ Case = 'a message may have arrived'; Line = 'send 6286000000601 x'; ExitCode = 3; Text = 'kirimy: *' }
        @{ Case = 'one failed and one may have arrived'; Line = 'send 6286000000601,6286000000104 x'; ExitCode = 1; Text = 'kirimy: *' }
        @{ Case = 'nothing is specified'; Line = ''; ExitCode = 2; Text = 'kirimy: Specify send or test.*Usage:*' }
        @{ Case = 'the action is unknown'; Line = 'call 081234567890'; ExitCode = 2; Text = '*Usage:*' }
        @{ Case = 'an option is unknown'; Line = 'send 081234567890 x --loud'; ExitCode = 2; Text = "kirimy: --loud isn't an option*" }
        @{ Case = 'the text has no quotes'; Line = 'send 081234567890 disk full'; ExitCode = 2; Text = 'kirimy: Too many values*' }
        @{ Case = 'the recipient is empty'; Line = 'send "" x'; ExitCode = 2; Text = 'kirimy: The recipient*empty*' }
        @{ Case = 'an option has no value'; Line = 'send 081234567890 x --session'; ExitCode = 2; Text = 'kirimy: Specify a value*' }
        @{ Case = 'a time is invalid'; Line = 'send 081234567890 x --suppress-for soon'; ExitCode = 2; Text = 'kirimy: *--suppress-for*' }
        @{ Case = 'test has a value'; Line = 'test 081234567890'; ExitCode = 2; Text = 'kirimy: test takes no values*' }
    ) {
        $run = Invoke-Sh -Line "sh `$kirimy $Line"
        $run.ExitCode | Should -Be $ExitCode -Because $run.Output
        $run.Output | Should -BeLike $Text
        if ($ExitCode -ne 3) { $run.Sent | Where-Object -Property Recipient -EQ -Value '6281234567890' | Should -BeNullOrEmpty }
    }

    It 'ends with 0 and shows its usage with --help' {
        $run = Invoke-Sh -Line 'sh $kirimy --help'
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeLike 'Usage:*'
    }

    It 'ends with 1 and names its own options and variables without <Case>' -ForEach @(
        @{ Case = 'an API key'; Set = @{ KIRIMY_API_KEY = ''; KIRIMY_ENVIRONMENT = '/nowhere' }; Text = '*. Set KIRIMY_API_KEY *' }
        @{ Case = 'a WhatsApp session'; Set = @{ KIRIMY_SESSION_ID = '' }; Text = '*. Specify --session, or set KIRIMY_SESSION_ID.' }
        @{ Case = 'a ledger that it supports'; Set = @{ KIRIMY_LEDGER = 'ftp://x' }; Text = 'KIRIMY_LEDGER: *' }
        @{ Case = 'pwsh'; Set = @{ PATH = '/nowhere' }; Text = '*PowerShell 7.4*' }
    ) {
        $run = Invoke-Sh -Line "$($script:Sh) `$kirimy send 081234567890 x" -Set $Set
        $run.ExitCode | Should -Be 1 -Because $run.Output
        $run.Output | Should -BeLike "kirimy: $Text"
        $run.Output | Should -Not -Match '\$env:|(?<![-\w])-[A-Z]'
    }

    It 'ends with 1 without any recipient' {
        $run = Invoke-Sh -Line 'echo x | sh $kirimy send'
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Be ('kirimy: There is no recipient. Specify RECIPIENT, or set the default recipients in KIRIMY_RECIPIENT ' +
            'or in the profile.')
    }

    It 'uses the module in its folder, and ends with 1 if there is none' {
        $elsewhere = @{ PSModulePath = '/nowhere' }
        (Invoke-Sh -Line 'sh $kirimy send 081234567890 x' -Set $elsewhere).ExitCode | Should -Be 0
        $alone = Join-Path $TestDrive 'kirimy'
        Copy-Item -LiteralPath $script:Kirimy -Destination $alone
        $run = Invoke-Sh -Line "sh '$alone' send 081234567890 x" -Set $elsewhere
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike "kirimy: *'Kirimy'*"
    }

    It 'suppresses an alert that was sent, and ends with 0' {
        $line = 'sh $kirimy send 081234567890 "$text" --suppress-for 01:00:00 --suppression-key disk'
        (Invoke-Sh -Line $line -Set @{ text = 'disk 91 %' }).Sent.Count | Should -Be 1
        $run = Invoke-Sh -Line $line -Set @{ text = 'disk 92 %' }
        $run.Output | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Sent.Count | Should -Be 0
    }

    It 'reads its settings from a file if no API key is set, and an option takes precedence' {
        $file = Join-Path $TestDrive 'environment'
        $key = "KIRIMY_API_KEY=$($script:Sandbox.ApiKeyText)"
        Set-Content -LiteralPath $file -Value $key, 'KIRIMY_SESSION_ID=nowhere', 'KIRIMY_RECIPIENT=081234567892'
        $set = @{ KIRIMY_API_KEY = ''; KIRIMY_ENVIRONMENT = $file; name = @($script:Sandbox.SessionId)[0] }
        (Invoke-Sh -Line 'sh $kirimy send 081234567890 x' -Set $set).ExitCode | Should -Be 1
        $run = Invoke-Sh -Line 'echo x | sh $kirimy send --session "$name"' -Set $set
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Recipient | Should -Be '6281234567892'
    }

    It 'tests the connection: 0 if a message can be sent, otherwise 1' {
        $run = Invoke-Sh -Line 'sh $kirimy test'
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match '(?m)^ok +Ledger '
        $run.Output | Should -Not -Match ([char] 27)
        $run.Sent | Should -BeNullOrEmpty
        (Invoke-Sh -Line 'sh $kirimy test' -Set @{ KIRIMY_API_KEY = ''; KIRIMY_ENVIRONMENT = '/nowhere' }).ExitCode | Should -Be 1
    }
}
