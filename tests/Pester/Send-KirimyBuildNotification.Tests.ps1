<#
.SYNOPSIS
Send-KirimyBuildNotification as CI systems run it: the samples, and what pwsh prints and returns when a notification fails.
#>

BeforeDiscovery {
    $script:Samples = @(
        @{
            File   = 'github-actions.yml'
            System = 'github-actions'
            Own    = @{ BUILD_STATUS = 'failure'; BUILD_START = '2025-11-26T02:00:00Z' }
        }
        @{ File = 'gitlab-ci.yml'; System = 'gitlab-ci'; Own = @{ BUILD_STATUS = 'Failed'; CI_JOB_STATUS = 'running' } }
        @{ File = 'azure-pipelines.yml'; System = 'azure-pipelines'; Own = @{} }
        @{ File = 'Jenkinsfile'; System = 'jenkins'; Own = @{ BUILD_STATUS = 'FAILURE'; BUILD_START = '1764122400000' } }
    )
}

BeforeAll {
    $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $script:Root 'out') 'Kirimy') 'Kirimy.psd1'
    $script:Manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $script:Manifest -Force
    $script:Sandbox = Start-KirimySandbox -RequestsPerMinute 100000
    $script:Shell, $script:Library = & "$PSScriptRoot/CurrentPowerShell.ps1"

    function Invoke-InSystem {
        <#
        .SYNOPSIS
        Runs a script in a PowerShell of its own that has the variables of a CI system and of nobody else.
        #>
        param([string] $System, [hashtable] $Own, [string] $Script)
        $values = @{}
        $environment = Join-Path $script:Root "tests/Kirimy.Client.Tests/Builds/Environments/$System.env"
        foreach ($line in Get-Content -LiteralPath $environment -Encoding utf8 | Where-Object -FilterScript { $_ -and $_ -notlike '#*' }) {
            $name, $value = $line -split '=', 2
            $values[$name] = $value
        }

        foreach ($name in $Own.Keys) {
            $values[$name] = $Own[$name]
        }

        $values.KIRIMY_API_KEY = $script:Sandbox.ApiKeyText
        $values.KIRIMY_SESSION_ID = @($script:Sandbox.SessionId)[0]
        $lines = @(
            "Get-ChildItem -Path env: | Where-Object Name -Match '^(CI|GIT|BUILD_|AGENT_|SYSTEM_|TF_BUILD|KIRIMY_)' | Remove-Item"
            foreach ($name in $values.Keys) {
                "`$env:$name = '$($values[$name].Replace("'", "''"))'"
            }

            "Import-Module -Name '$($script:Manifest)'"
            "`$PSDefaultParameterValues = @{ 'Send-KirimyBuildNotification:BaseUri' = [uri] '$($script:Sandbox.BaseUri)' }"
            'function Install-PSResource { param($Name, [switch] $TrustRepository) $null = $Name, $TrustRepository }'
            # GitHub Actions and Azure Pipelines do the same before a step.
            "`$ErrorActionPreference = 'Stop'"
            $Script
        )
        $file = Join-Path $TestDrive 'step.ps1'
        Set-Content -LiteralPath $file -Encoding utf8 -Value $lines
        $output = & $script:Shell @Library -NoProfile -NonInteractive -Command ". '$file'" 2>&1 | ForEach-Object -Process { [string] $_ }
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($output) }
    }

    function Get-SampleScript {
        <#
        .SYNOPSIS
        The lines of a sample from Install-PSResource to the end of their block.
        #>
        param([string] $File)
        $least = -1
        foreach ($line in Get-Content -LiteralPath (Join-Path $script:Root "docs/guides/ci/$File") -Encoding utf8) {
            $indent = $line.Length - $line.TrimStart().Length
            if ($least -lt 0 -and $line.TrimStart().StartsWith('Install-PSResource')) {
                $least = $indent
            }

            if ($least -ge 0) {
                if ($indent -lt $least) {
                    break
                }

                $line
            }
        }
    }
}

AfterAll {
    $script:Sandbox | Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Send-KirimyBuildNotification' {
    BeforeEach {
        $script:Before = @($script:Sandbox | Get-KirimySandboxMessage).Count
    }

    It 'sends the notification of <File> to every recipient' -ForEach $script:Samples {
        $all = $Own + @{ ALERT_RECIPIENT = '0812-3456-7890,081398765432' }
        $run = Invoke-InSystem -System $System -Own $all -Script ((Get-SampleScript $File) -join "`n")
        $text = $run.Output -join "`n"
        $run.ExitCode | Should -Be 0 -Because $text
        $text | Should -Match '2 .*Sent'
        $text | Should -Not -Match '81234567890'
        $new = @($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Skip $script:Before)
        $new.Recipient | Sort-Object | Should -Be @('6281234567890', '6281398765432')
        foreach ($message in $new.Message) {
            $message | Should -Match '^\S+ Build failed: toko-budi/shop\nBranch: '
            $message | Should -Match '\nDuration: '
            $message | Should -Match '\nhttps://[^\n]+$'
        }
    }

    It 'does not end the build if it fails' {
        $script = '$null = Send-KirimyBuildNotification -Recipient 6286000000103 -Status Failed -SessionId $env:KIRIMY_SESSION_ID; "on"'
        $run = Invoke-InSystem -System 'github-actions' -Own @{} -Script $script
        $run.ExitCode | Should -Be 0
        @($run.Output -like '::warning title=Kirimy::*').Count | Should -Be 1
        $run.Output[-1] | Should -Be 'on'
    }

    It 'does not fail the step if it is the last command' {
        $script = '$null = Send-KirimyBuildNotification -Recipient 6286000000103 -SessionId $env:KIRIMY_SESSION_ID'
        $run = Invoke-InSystem -System 'azure-pipelines' -Own @{} -Script $script
        $run.ExitCode | Should -Be 0
        @($run.Output -like '##vso`[task.logissue type=warning`]*').Count | Should -Be 1
    }

    It 'fails the build with -FailBuild' {
        $script = 'Send-KirimyBuildNotification -Recipient 6286000000103 -SessionId $env:KIRIMY_SESSION_ID -FailBuild'
        $run = Invoke-InSystem -System 'azure-pipelines' -Own @{} -Script $script
        $run.ExitCode | Should -Be 1
        @($run.Output -like '##vso`[task.logissue type=error`]*').Count | Should -Be 1
    }

    It 'completes the status of a build' {
        $line = 'Send-KirimyBuildNotification -Status '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText |
            Should -Be @('Succeeded', 'Unstable', 'Failed', 'Cancelled', 'Skipped')
    }

    It 'completes the variables of a template' {
        $line = "Send-KirimyBuildNotification -Template '{{repo"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'{{repository}}'"
    }
}

Describe 'The GitHub Action and the GitLab component' {
    BeforeAll {
        $action = [IO.File]::ReadAllText((Join-Path $script:Root 'action.yml')).Replace("`r`n", "`n")
        $inputs = [regex]::Match($action, '(?ms)^inputs:\n(.*?)^runs:').Groups[1].Value
        $script:Inputs = [regex]::Matches($inputs, '(?m)^  ([a-z-]+):').ForEach({ $_.Groups[1].Value })
        $script:Variables = @{}
        foreach ($match in [regex]::Matches($action, '(?m)^ {8}([A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$')) {
            $script:Variables[$match.Groups[2].Value] = $match.Groups[1].Value
        }

        $script:Step = ([regex]::Match($action, '(?ms)^      run: \|\n(.*)\z').Groups[1].Value -split "`n") -replace '^ {8}' -join "`n"
        $script:Component = [IO.File]::ReadAllText((Join-Path $script:Root 'templates/notify.yml')).Replace("`r`n", "`n")
        $script:Job = [regex]::Match($script:Component, "(?s)-Command '\n(.*?)\n +'").Groups[1].Value

        # Replaces an installation from the PowerShell Gallery.
        $script:Installer = 'function Install-PSResource {
            param($Name, $Version, $Repository, [switch] $TrustRepository, [switch] $Quiet)
            "installed $Name $Version"; $null = $Repository, $TrustRepository, $Quiet
        }'
        $script:BrokenInstaller = 'function Install-PSResource { throw "no`nnetwork, 100 %" }'

        function Invoke-Action {
            <#
            .SYNOPSIS
            Runs the action's step with the environment variables that the action makes of these inputs.
            #>
            param([hashtable] $With, [string] $Installer = $script:Installer)
            $own = @{}
            foreach ($name in $With.Keys) { $own[$script:Variables[$name]] = $With[$name] }
            Invoke-InSystem -System 'github-actions' -Own $own -Script "$Installer`n$($script:Step)"
        }
    }

    BeforeEach {
        $script:Before = @($script:Sandbox | Get-KirimySandboxMessage).Count
    }

    It 'passes each input as an environment variable, never as code' {
        $script:Variables.Keys | Sort-Object | Should -Be ($script:Inputs | Sort-Object)
        $script:Step | Should -Not -Match '\$\{\{'
        $script:Job | Should -Not -BeNullOrEmpty
        $script:Job | Should -Not -Match '\$\[\['
    }

    It 'installs the module and sends to each recipient' {
        $run = Invoke-Action -With @{
            recipients = '0812-3456-7890,081398765432'; status = 'failure'; 'start-time' = '2025-11-26T02:00:00Z'
            language = 'id'; 'module-version' = '[0.1,1.0)'
        }
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Contain 'installed Kirimy [0.1,1.0)'
        $run.Output -join "`n" | Should -Not -Match '81234567890'
        $new = @($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Skip $script:Before)
        $new.Recipient | Sort-Object | Should -Be @('6281234567890', '6281398765432')
        $new[0].Message | Should -Match '^\S+ Build gagal: toko-budi/shop\n'
        $new[0].Message | Should -Match '\nDurasi: '
    }

    It 'uses a template and a module that exists on the runner' {
        $run = Invoke-Action -With @{
            recipients = '081234567890'; status = 'success'; template = '{{repository}}: $(exit 9)'; 'module-path' = $script:Manifest
        }
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        $run.Output | Should -Not -Contain 'installed Kirimy '
        ($script:Sandbox | Get-KirimySandboxMessage -Last 1).Message | Should -Be 'toko-budi/shop: $(exit 9)'
    }

    It 'does not fail the job if <Case>' -ForEach @(
        @{ Case = 'the service refuses the message'; With = @{ recipients = '6286000000103' }; Warning = '*SESSION_INACTIVE*' }
        @{ Case = 'the secret with the recipients is not set'; With = @{ recipients = '' }; Warning = '*' }
        @{ Case = 'an input is invalid'; With = @{ recipients = '081234567890'; template = '{{nothing}}' }; Warning = '*nothing*' }
    ) {
        $run = Invoke-Action -With ($With + @{ status = 'failure' })
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        @($run.Output -like "::warning title=Kirimy::$Warning").Count | Should -Be 1 -Because ($run.Output -join "`n")
    }

    It 'does not fail the job if the module cannot be installed' {
        $run = Invoke-Action -With @{ recipients = '081234567890'; status = 'failure' } -Installer $script:BrokenInstaller
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Contain '::warning title=Kirimy::no network, 100 %25'
    }

    It 'fails the job with fail-build if <Case>' -ForEach @(
        @{ Case = 'the service refuses the message'; Recipient = '6286000000103'; Broken = $false }
        @{ Case = 'the module cannot be installed'; Recipient = '081234567890'; Broken = $true }
    ) {
        $installer = if ($Broken) { $script:BrokenInstaller } else { $script:Installer }
        $run = Invoke-Action -With @{ recipients = $Recipient; status = 'failure'; 'fail-build' = 'true' } -Installer $installer
        $run.ExitCode | Should -Be 1
    }

    It 'sends from a job of GitLab CI' {
        $own = @{
            KIRIMY_RECIPIENT = '081234567890'; CI_JOB_STATUS = 'running'
            NOTIFY_STATUS = 'failure'; NOTIFY_LANGUAGE = 'id'; NOTIFY_TEMPLATE = ''; NOTIFY_MODULE_VERSION = ''
        }
        ($own.Keys -like 'NOTIFY_*').ForEach({ $script:Component | Should -Match "(?m)^    ${_}: " })
        $run = Invoke-InSystem -System 'gitlab-ci' -Own $own -Script "$($script:Installer)`n$($script:Job)"
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        $run.Output | Should -Contain 'installed Kirimy '
        ($script:Sandbox | Get-KirimySandboxMessage -Last 1).Message | Should -Match '^\S+ Build gagal: toko-budi/shop\n(Branch|Cabang)'
    }
}

Describe 'Send-KirimyMessage and alerts' {
    It 'suppresses the same alert, and counts it in the next one' {
        $to = @{
            BaseUri   = $script:Sandbox.BaseUri
            ApiKey    = $script:Sandbox.ApiKey
            SessionId = $script:Sandbox.SessionId
            Recipient = '081234567811'
            Message   = 'disk full'
            Ledger    = Join-Path $TestDrive 'alerts.db'
        }
        $results = 1..4 | ForEach-Object -Process { Send-KirimyMessage @to -SuppressFor 01:00:00 }
        $results.Status | Should -Be @('Sent', 'Skipped', 'Skipped', 'Skipped')
        (Send-KirimyMessage @to -SuppressFor 00:00:00.001).SuppressedCount | Should -Be 3
        ($script:Sandbox | Get-KirimySandboxMessage | Select-Object -Last 1).Message | Should -Match '^disk full\n\(3 '
    }
}
