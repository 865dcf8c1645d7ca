<#
.SYNOPSIS
The guide to alerts from monitoring systems: each command line of its samples, run with sh against a sandbox.
#>

BeforeDiscovery {
    # Git for Windows has an sh, but no pwsh command that a file without an extension could replace.
    $script:NoSh = $env:OS -eq 'Windows_NT' -or -not (Get-Command -Name sh -CommandType Application -ErrorAction Ignore)
    $script:NoSystemd = -not (Get-Command -Name systemd-analyze -CommandType Application -ErrorAction Ignore)
}

Describe 'The samples for monitoring systems (need sh, not on Windows)' -Skip:$script:NoSh {
    BeforeAll {
        $root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
        $built = Join-Path $root 'out/Kirimy/Kirimy.psd1'
        $manifest = (Resolve-Path -Path $(if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built })).Path
        Import-Module -Name $manifest -Force
        $script:Guide = [IO.File]::ReadAllText((Join-Path $root 'docs/guides/monitoring.md'))
        $script:Folder = Join-Path $root 'docs/guides/monitoring'
        $script:Sandbox = Start-KirimySandbox -RequestsPerMinute 100000

        # The files as the guide installs them, under a folder that takes the place of the machine's root.
        $script:Place = "$TestDrive/root"
        $null = New-Item -ItemType Directory -Path "$script:Place/bin", "$script:Place/log"
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $library = @($library | ForEach-Object -Process { "'$_'" }) -join ' '
        $programs = @{
            pwsh        = "exec '$shell' $library `"`$@`""
            # -n -u kirimy and the command, or the command alone.
            sudo        = '[ "$1" = -n ] && shift; [ "$1" = -u ] && shift 2; exec "$@"'
            systemctl   = 'echo "$5 - Nightly backup"; echo "     Active: failed (Result: exit-code)"'
            'backup.sh' = 'echo "disk full" >&2; exit $BACKUP'
        }
        foreach ($name in $programs.Keys) {
            [IO.File]::WriteAllText("$script:Place/bin/$name", "#!/bin/sh`n$($programs[$name])`n")
            & chmod +x "$script:Place/bin/$name"
        }

        Set-Content -LiteralPath "$script:Place/environment" -Value @(
            "KIRIMY_API_KEY=$($script:Sandbox.ApiKeyText)"
            "KIRIMY_SESSION_ID=$(@($script:Sandbox.SessionId)[0])"
            "KIRIMY_LEDGER=$script:Place/ledger.db"
            [regex]::Match($script:Guide, '(?m)^KIRIMY_RECIPIENT=.*$').Value
        )

        function Invoke-Sample {
            <#
            .SYNOPSIS
            Runs a command line, or a program with its arguments, with hardly any environment: output, exit code and messages.
            #>
            param([string[]] $Command, [string] $Backup = '0')
            $Command = $Command -replace '/usr(/local)?/bin/(kirimy|sudo)', "$script:Place/bin/`$2"
            $Command = $Command.Replace('/var/log/', "$script:Place/log/")
            if ($Command.Count -eq 1) { $Command = 'sh', '-c', $Command[0] }
            $variables = @(
                "PATH=$script:Place/bin:/usr/local/bin:/usr/bin:/bin", "HOME=$script:Place", 'NO_COLOR=1', "BACKUP=$Backup"
                "PSModulePath=$(Split-Path -Parent (Split-Path -Parent $manifest))"
                "KIRIMY_ENVIRONMENT=$script:Place/environment", "KIRIMY_BASE_URI=$($script:Sandbox.BaseUri)"
                Get-ChildItem -Path 'Env:DOTNET*' | ForEach-Object -Process { "$($_.Name)=$($_.Value)" }
            )
            $before = $script:Sandbox.MessageCount
            $output = & env -i @variables @Command 2>&1 | Out-String
            [pscustomobject]@{
                Output   = $output.Trim()
                ExitCode = $LASTEXITCODE
                Sent     = @($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Skip $before)
            }
        }

        function Expand-Macro {
            <#
            .SYNOPSIS
            A text with the macros of a monitoring system, which replaces them before it runs the command.
            #>
            param([string] $Text, [hashtable] $Macro)
            foreach ($name in $Macro.Keys) { $Text = $Text.Replace("`$$name`$", $Macro[$name]) }
            $Text | Should -Not -Match '\$[A-Za-z_.]+\$'
            $Text
        }

        # As in the guide, whose lines install the command.
        $line = [regex]::Match($script:Guide, '(?m)^sudo (install -m 755 .+/kirimy" /usr/local/bin/kirimy)$').Groups[1].Value
        $script:Install = Invoke-Sample -Command $line
    }

    AfterAll {
        $script:Sandbox | Stop-KirimySandbox
        Remove-Module -Name Kirimy -ErrorAction Ignore
    }

    It 'installs the command as the guide says' {
        $script:Install.ExitCode | Should -Be 0 -Because $script:Install.Output
        "$script:Place/bin/kirimy" | Should -Exist
        $run = Invoke-Sample -Command 'sudo -u kirimy kirimy test'
        $run.ExitCode | Should -Be 0 -Because $run.Output
    }

    It 'runs <_>' -ForEach @(
        'kirimy send 081234567890 "Backup of srv-02 failed"'
        'df -h | kirimy send oncall --monospace'
    ) {
        $script:Guide | Should -Match "(?m)^$([regex]::Escape($_))$"
        $run = Invoke-Sample -Command $_
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Count | Should -Be $(if ($_ -like '*oncall*') { 2 } else { 1 })
    }

    It 'Zabbix: sends the message once if the script is run again, and does not run the message as code' {
        $script = [IO.File]::ReadAllText("$script:Folder/kirimy-alert").Replace('/usr/local/bin/kirimy', "$script:Place/bin/kirimy")
        [IO.File]::WriteAllText("$script:Place/bin/kirimy-alert", $script)
        $alert = 'sh', "$script:Place/bin/kirimy-alert", '081234567890', 'Problem: disk $(exit 9)', "'; exit 9 #`nEvent 7"
        $run = Invoke-Sample -Command $alert
        $run.Output | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Sent.Message | Should -Be "Problem: disk `$(exit 9)`n'; exit 9 #`nEvent 7"
        $again = Invoke-Sample -Command $alert
        $again.ExitCode | Should -Be 0
        $again.Sent.Count | Should -Be 0
    }

    It 'Nagios: <Name>' -ForEach @(
        @{ Name = 'notify-host-by-whatsapp'; Text = '*PROBLEM: srv-02 is DOWN*' }
        @{ Name = 'notify-service-by-whatsapp'; Text = '*PROBLEM: disk on srv-02 is CRITICAL*' }
    ) {
        $config = [IO.File]::ReadAllText("$script:Folder/nagios.cfg")
        $line = [regex]::Match($config, "command_name\s+$Name\s+command_line\s+(.+)").Groups[1].Value
        $output = 'DISK CRITICAL - /var 96 % \n used; -x'
        $macros = @{
            NOTIFICATIONTYPE = 'PROBLEM'; HOSTNAME = 'srv-02'; HOSTSTATE = 'DOWN'; HOSTOUTPUT = $output; SERVICEDESC = 'disk'
            SERVICESTATE = 'CRITICAL'; SERVICEOUTPUT = $output; CONTACTPAGER = 'oncall'; LONGDATETIME = 'Tue Dec 1 10:00:00 WIB 2026'
        }
        $run = Invoke-Sample -Command (Expand-Macro -Text $line -Macro $macros)
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Recipient | Sort-Object | Should -Be @('6281234567891', '6281234567892')
        $run.Sent[0].Message | Should -Be "$Text`n$output`nTue Dec 1 10:00:00 WIB 2026"
    }

    It 'Icinga 2: <Name>' -ForEach @(
        @{ Name = 'whatsapp-host'; Text = '*Problem: srv-02 is Down*' }
        @{ Name = 'whatsapp-service'; Text = '*Problem: disk on srv-02 is Critical*' }
    ) {
        $config = [IO.File]::ReadAllText("$script:Folder/icinga2.conf")
        $array = [regex]::Match($config, "(?s)NotificationCommand `"$Name`" \{\s+command = (\[.+?\n  \])").Groups[1].Value
        $output = '$(exit 9) "; exit 9'
        $macros = @{
            'user.pager' = '081234567890'; 'notification.type' = 'Problem'; 'host.display_name' = 'srv-02'; 'host.state' = 'Down'
            'service.display_name' = 'disk'; 'service.state' = 'Critical'; 'host.output' = $output; 'service.output' = $output
            'icinga.long_date_time' = '2026-12-01 10:00:00 +0700'
        }
        # An array of Icinga is one of JSON.
        $command = ConvertFrom-Json -InputObject $array | ForEach-Object -Process { Expand-Macro -Text $_ -Macro $macros }
        $run = Invoke-Sample -Command $command
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Message | Should -Be "$Text`n$output`n2026-12-01 10:00:00 +0700"
    }

    It 'cron: sends the log if the job fails, and nothing if it succeeds' {
        $lines = [IO.File]::ReadAllLines("$script:Folder/alerts.cron") | Where-Object -FilterScript { $_ -match '^[ \d*]' }
        $lines.Count | Should -Be 2
        foreach ($line in $lines) {
            # Five fields of time, the user, the command. cron takes % for a line break.
            $line | Should -Match '^\s*([\d*/,-]+\s+){5}(root|kirimy)\s+\S'
            $line | Should -Not -Match '%'
        }

        $backup, $disks = $lines -replace '^\s*(\S+\s+){6}'
        $run = Invoke-Sample -Command $backup
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Count | Should -Be 0
        $run = Invoke-Sample -Command $backup -Backup '1'
        $run.Output | Should -BeNullOrEmpty
        $run.Sent.Count | Should -Be 2
        $run.Sent[0].Message | Should -Be '```disk full```'
        (Invoke-Sample -Command $disks).Sent.Count | Should -Be 2
    }

    It 'systemd: sends the status of the unit' {
        $unit = [IO.File]::ReadAllText("$script:Folder/kirimy-failed@.service")
        $start = [regex]::Match($unit, '(?m)^ExecStart=(.+?)\r?$').Groups[1].Value.Replace('%i', 'backup.service').Replace('$$', '$')
        $run = Invoke-Sample -Command $start
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Sent.Count | Should -Be 2
        $run.Sent[0].Message | Should -Match '^```backup\.service - Nightly backup\n +Active: failed'
        (Invoke-Sample -Command $start).Sent.Count | Should -Be 0
    }

    It 'systemd: has a valid unit' -Skip:$script:NoSystemd {
        $said = & systemd-analyze verify "$script:Folder/kirimy-failed@.service" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeNullOrEmpty
    }
}
