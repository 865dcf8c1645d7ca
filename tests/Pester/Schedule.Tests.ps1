<#
.SYNOPSIS
The guide to scheduled runs: its exit codes, its scripts and its files for cron, systemd and Task Scheduler, each run against a sandbox.
#>

BeforeDiscovery {
    $folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/guides/schedule'))
    $script:NoSh = -not (Get-Command -Name sh, flock -CommandType Application -ErrorAction Ignore | Select-Object -Skip 1)
    $script:NoSystemd = -not (Get-Command -Name systemd-analyze -CommandType Application -ErrorAction Ignore)
    $script:Jobs = [IO.File]::ReadAllLines((Join-Path $folder 'kirimy.cron')) |
        Where-Object -FilterScript { $_ -match '^[ \d*]' } |
        ForEach-Object -Process { @{ Line = $_; Script = [regex]::Match($_, '[a-z-]+\.ps1').Value } }
    $script:Units = Get-ChildItem -Path (Join-Path $folder '*') -Include '*.service', '*.timer' |
        ForEach-Object -Process { @{ Name = $_.Name } }

    # As in the table of the guide. fail writes a non-terminating error.
    $fail = 'Send-KirimyMessage -Recipient 12 -Message x'
    $script:Endings = @(
        @{ Name = 'a failed message at the end'; Text = $fail; File = 0; Command = 1 }
        @{ Name = 'a failed message and another command'; Text = "$fail; Get-Date"; File = 0; Command = 0 }
        @{ Name = 'a terminating error'; Text = "$fail -ErrorAction Stop; Get-Date"; File = 1; Command = 1 }
        @{ Name = 'exit 3'; Text = 'exit 3'; File = 3; Command = 3 }
    )
}

BeforeAll {
    $built = Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1'
    $manifest = (Resolve-Path -Path $(if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built })).Path
    Import-Module -Name $manifest -Force
    $script:Root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    $script:Folder = Join-Path $script:Root 'docs/guides/schedule'
    $script:Shell, $script:Library = & "$PSScriptRoot/CurrentPowerShell.ps1"

    # The scripts find the module by its name, and everything else in the environment.
    $script:Before = @{}
    $names = @(
        'PSModulePath', 'XDG_CONFIG_HOME', 'APPDATA'
        'KIRIMY_BASE_URI', 'KIRIMY_API_KEY', 'KIRIMY_SESSION_ID', 'KIRIMY_RECIPIENT', 'KIRIMY_LEDGER'
    )
    foreach ($name in $names) { $script:Before[$name] = [Environment]::GetEnvironmentVariable($name) }
    $sandbox = Start-KirimySandbox
    $modules = Split-Path -Parent (Split-Path -Parent $manifest)
    $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
    $env:XDG_CONFIG_HOME = $env:APPDATA = Join-Path $TestDrive 'config'
    $env:KIRIMY_BASE_URI = $sandbox.BaseUri
    $env:KIRIMY_API_KEY = $sandbox.ApiKeyText
    $env:KIRIMY_SESSION_ID = $sandbox.SessionId
    $env:KIRIMY_RECIPIENT = '081234567890'

    function Invoke-PowerShell {
        <#
        .SYNOPSIS
        Runs a PowerShell: what it wrote, and its exit code.
        #>
        param([string[]] $ArgumentList)
        $library = $script:Library
        $output = & $script:Shell @library -NoProfile -NonInteractive @ArgumentList 2>&1 | Out-String
        [pscustomobject]@{ Output = $output; ExitCode = $LASTEXITCODE }
    }

    function Write-Campaign {
        <#
        .SYNOPSIS
        A contact file and a template in a folder of their own, with the arguments that send-campaign.ps1 takes for them.
        #>
        param([string[]] $Number)
        $place = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        Set-Content -LiteralPath (Join-Path $place 'contacts.csv') -Value (@('wa,name') + ($Number | ForEach-Object -Process { "$_,Siti" }))
        Set-Content -LiteralPath (Join-Path $place 'template.txt') -Value 'Halo {{name}}'
        $env:KIRIMY_LEDGER = Join-Path $place 'ledger.db'
        @(
            '-File', (Join-Path $script:Folder 'send-campaign.ps1'), '-Path', (Join-Path $place 'contacts.csv')
            '-TemplatePath', (Join-Path $place 'template.txt'), '-BatchId', 'moving'
        )
    }

    function Install-Sample {
        <#
        .SYNOPSIS
        The files as the guide installs them, under a folder that takes the place of the machine's root; the folder.
        #>
        param([string] $Place)
        $null = New-Item -ItemType Directory -Path "$Place/opt", "$Place/etc", "$Place/var", "$Place/bin"
        Copy-Item -Path "$($script:Folder)/*.ps1" -Destination "$Place/opt"
        Set-Content -LiteralPath "$Place/opt/contacts.csv" -Value 'wa,name', '081234567890,Siti'
        Set-Content -LiteralPath "$Place/opt/template.txt" -Value 'Halo {{name}}'
        $settings = (Get-Content -LiteralPath "$($script:Folder)/environment" -Raw) -replace 'put-the-key-here', $env:KIRIMY_API_KEY `
            -replace 'office', $env:KIRIMY_SESSION_ID -replace '/var/lib/kirimy', "$Place/var"
        Set-Content -LiteralPath "$Place/etc/environment" -Value $settings, "KIRIMY_BASE_URI=$env:KIRIMY_BASE_URI"
        $library = @($script:Library | ForEach-Object -Process { "'$_'" }) -join ' '
        [IO.File]::WriteAllText("$Place/bin/pwsh", "#!/bin/sh`nexec '$($script:Shell)' $library `"`$@`"`n")
        & chmod +x "$Place/bin/pwsh"
    }

    function Invoke-Scheduled {
        <#
        .SYNOPSIS
        Runs a command line of a sample with sh and with hardly any environment, as cron and systemd do: its output and its exit code.
        #>
        param([string] $Place, [string] $Command)
        $line = $Command.Replace('/opt/kirimy', "$Place/opt").Replace('/etc/kirimy', "$Place/etc").Replace('/var/lib/kirimy', "$Place/var")
        $variables = @(
            "PATH=$Place/bin:/usr/local/bin:/usr/bin:/bin", "HOME=$Place/var", "PSModulePath=$env:PSModulePath"
            Get-ChildItem -Path 'Env:DOTNET*' | ForEach-Object -Process { "$($_.Name)=$($_.Value)" }
        )
        $output = & env -i @variables sh -c $line 2>&1 | Out-String
        [pscustomobject]@{ Output = $output; ExitCode = $LASTEXITCODE }
    }
}

AfterAll {
    Get-KirimySandbox | Stop-KirimySandbox
    foreach ($name in $script:Before.Keys) { [Environment]::SetEnvironmentVariable($name, $script:Before[$name]) }
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'The exit code of PowerShell' {
    It 'after <Name>: -File <File>, -Command <Command>' -ForEach $script:Endings {
        $job = Join-Path $TestDrive 'job.ps1'
        Set-Content -LiteralPath $job -Value $Text
        (Invoke-PowerShell -ArgumentList '-File', $job).ExitCode | Should -Be $File
        (Invoke-PowerShell -ArgumentList '-Command', $Text).ExitCode | Should -Be $Command
    }

    It 'of a script that -Command calls is 1 unless the command passes it on' {
        $job = Join-Path $TestDrive 'job.ps1'
        Set-Content -LiteralPath $job -Value 'exit 3'
        (Invoke-PowerShell -ArgumentList '-Command', "& '$job'").ExitCode | Should -Be 1
        (Invoke-PowerShell -ArgumentList '-Command', "& '$job'; exit `$LASTEXITCODE").ExitCode | Should -Be 3
    }

    It 'is 1 after a message that was not sent if the script ends with the line of <_>' -ForEach @(
        'README.md', 'README.id.md', 'docs/guides/schedule.md'
    ) {
        $line = 'exit [int](-not $?)'
        [IO.File]::ReadAllLines((Join-Path $script:Root $_)) | Should -Contain $line
        $job = Join-Path $TestDrive 'job.ps1'
        Set-Content -LiteralPath $job -Value 'param($Number) $results = Send-KirimyMessage -Recipient $Number -Message x', $line
        (Invoke-PowerShell -ArgumentList '-File', $job, '12').ExitCode | Should -Be 1
        (Invoke-PowerShell -ArgumentList '-File', $job, '081234567890').ExitCode | Should -Be 0
    }
}

Describe 'send-campaign.ps1' {
    It 'ends with 0 at the daily limit, and resumes in the next run' {
        $campaign = Write-Campaign -Number 081234567890, 081234567891, 081234567892
        Set-KirimyProfile -Name test -MessagesPerDay 2 -Default
        $first = Invoke-PowerShell -ArgumentList $campaign
        $first.Output | Should -Match '(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d moving: Sent 2, '
        $first.Output | Should -Match 'Sent 2, Skipped 0, Failed 0, Unknown 0, NotSent 0, Waiting 1'
        $first.ExitCode | Should -Be 0
        Set-KirimyProfile -Name test -MessagesPerDay 1000
        $second = Invoke-PowerShell -ArgumentList $campaign
        $second.Output | Should -Match 'moving: Sent 1, Skipped 2, Failed 0, Unknown 0, NotSent 0, Waiting 0'
        $second.ExitCode | Should -Be 0
    }

    It 'ends with 1 if a row failed' {
        $run = Invoke-PowerShell -ArgumentList (Write-Campaign -Number 081234567890, 12)
        $run.Output | Should -Match 'moving: Sent 1, Skipped 0, Failed 1'
        $run.ExitCode | Should -Be 1
    }

    It 'ends with 3 if a message may have arrived' {
        $run = Invoke-PowerShell -ArgumentList (Write-Campaign -Number 6286000000601)
        $run.Output | Should -Match 'Unknown 1'
        $run.ExitCode | Should -Be 3
    }

    It 'ends with 1 without an API key' {
        $key = $env:KIRIMY_API_KEY
        $env:KIRIMY_API_KEY = $null
        $run = Invoke-PowerShell -ArgumentList (Write-Campaign -Number 081234567890)
        $env:KIRIMY_API_KEY = $key
        $run.Output | Should -Match 'KIRIMY_API_KEY'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'check-disk.ps1' {
    It 'alerts once for each disk, and suppresses the alert after that' {
        $env:KIRIMY_LEDGER = Join-Path $TestDrive 'disk.db'
        $check = '-File', (Join-Path $script:Folder 'check-disk.ps1'), '-Percent', '0'
        $first = Invoke-PowerShell -ArgumentList $check
        $first.Output | Should -Match '(?m)^[-\d]+ [:\d]+ Sent \r?$'
        $first.ExitCode | Should -Be 0
        $second = Invoke-PowerShell -ArgumentList $check
        $second.Output | Should -Match 'Skipped SUPPRESSED'
        $second.Output | Should -Not -Match 'Sent'
        $second.ExitCode | Should -Be 0
    }

    It 'ends with 1 if an alert was not sent' {
        $env:KIRIMY_LEDGER = Join-Path $TestDrive 'disk-failed.db'
        $recipient = $env:KIRIMY_RECIPIENT
        $env:KIRIMY_RECIPIENT = '6286000000104'
        $run = Invoke-PowerShell -ArgumentList '-File', (Join-Path $script:Folder 'check-disk.ps1'), '-Percent', '0'
        $env:KIRIMY_RECIPIENT = $recipient
        $run.Output | Should -Match 'Failed INVALID_PHONE_NUMBER'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'kirimy.cron' -Skip:$script:NoSh {
    BeforeAll {
        $script:Place = Join-Path $TestDrive 'cron'
        Install-Sample -Place $script:Place
    }

    It 'runs <Script> and writes its log' -ForEach $script:Jobs {
        # Five fields of time, the user, the command. cron takes % for a line break.
        $Line | Should -Match '^\s*([\d*/,-]+\s+){5}kirimy\s+\S'
        $Line | Should -Not -Match '%'
        $command = $Line -replace '^\s*(\S+\s+){6}'
        $run = Invoke-Scheduled -Place $script:Place -Command $command
        $run.Output | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $log = Join-Path $script:Place ($command -replace '^.*/var/lib/kirimy/([a-z]+\.log).*$', 'var/$1')
        $log | Should -Exist
        if ($Script -eq 'send-campaign.ps1') {
            Get-Content -LiteralPath $log -Tail 1 | Should -Match 'moving: Sent 1, '
            Join-Path $script:Place 'var/ledger.db' | Should -Exist
        }
    }

    It 'prevents a second run of <Script> while one is in progress' -ForEach $script:Jobs {
        $command = $Line -replace '^\s*(\S+\s+){6}'
        $lock = [regex]::Match($command, '/var/lib/kirimy/\S+\.lock').Value
        $count = (Get-KirimySandbox).MessageCount
        $run = Invoke-Scheduled -Place $script:Place -Command "exec 8>$lock; flock 8; $command"
        $run.ExitCode | Should -Be 1
        (Get-KirimySandbox).MessageCount | Should -Be $count
    }
}

Describe 'The systemd units' {
    It '<Name> is valid' -ForEach $script:Units -Skip:$script:NoSystemd {
        # systemd-analyze finds a unit in the folder of the unit that refers to it.
        $said = & systemd-analyze verify (Join-Path $script:Folder $Name) 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -BeNullOrEmpty
    }

    It 'run what <Unit> starts' -Skip:$script:NoSh -ForEach @(
        @{ Unit = 'kirimy-campaign.service'; Text = 'Halo Siti' }
        @{ Unit = 'kirimy-alert@.service'; Text = 'backup.service failed on srv-02' }
    ) {
        $place = Join-Path $TestDrive $Unit
        Install-Sample -Place $place
        $unit = [IO.File]::ReadAllText((Join-Path $script:Folder $Unit))
        $start = [regex]::Match($unit, '(?m)^ExecStart=(.+?)\r?$').Groups[1].Value.Replace('%i', 'backup.service').Replace('%H', 'srv-02')
        $settings = [regex]::Match($unit, '(?m)^EnvironmentFile=(.+?)\r?$').Groups[1].Value
        $run = Invoke-Scheduled -Place $place -Command "set -a; . $settings; $start"
        $run.ExitCode | Should -Be 0 -Because $run.Output
        (Get-KirimySandboxMessage -Last 1).Message | Should -Be $Text
    }
}

Describe 'register-tasks.ps1' {
    BeforeAll {
        # Replaces the cmdlets, which exist only on Windows and would register real tasks.
        Set-Item -Path 'Function:New-ScheduledTaskAction' -Value { [pscustomobject]@{ Line = $args -join ' ' } }
        Set-Item -Path 'Function:New-ScheduledTaskTrigger' -Value { $args -join ' ' }
        Set-Item -Path 'Function:New-ScheduledTaskSettingsSet' -Value { $args -join ' ' }
        Set-Item -Path 'Function:Register-ScheduledTask' -Value {
            param($TaskName, $Action, $Settings, $User)
            [pscustomobject]@{ TaskName = $TaskName; Line = $Action.Line; Settings = $Settings; User = $User }
        }
        $credential = [pscredential]::new('srv\kirimy', [System.Net.NetworkCredential]::new('', 'secret').SecurePassword)
        $script:Place = Join-Path $TestDrive 'windows'
        $script:Tasks = @(& "$($script:Folder)/register-tasks.ps1" -Credential $credential -Folder "$($script:Place)\opt")
    }

    It 'registers both scripts, and prevents overlapping runs' {
        $script:Tasks.TaskName | Should -Be @('Kirimy campaign', 'Kirimy disk check')
        $script:Tasks.User | Should -Be @('srv\kirimy', 'srv\kirimy')
        $script:Tasks.Settings | Should -BeLike '*IgnoreNew*'
    }

    It 'starts a command whose output goes to a log' -Skip:$script:NoSh {
        Install-Sample -Place $script:Place
        foreach ($task in $script:Tasks) {
            $task.Line | Should -BeLike '-Execute cmd.exe -Argument /c pwsh *'
            $command = ($task.Line -replace '^.*? /c ').Replace('\', '/')
            $run = Invoke-Scheduled -Place $script:Place -Command "set -a; . /etc/kirimy/environment; $command"
            $run.ExitCode | Should -Be 0 -Because $run.Output
        }

        Get-Content -LiteralPath "$($script:Place)/opt/campaign.log" -Tail 1 | Should -Match 'moving: Sent 1, '
        "$($script:Place)/opt/disk.log" | Should -Exist
    }
}
