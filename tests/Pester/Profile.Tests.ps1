<#
.SYNOPSIS
Profiles in a real PowerShell: their views, their errors, several processes at once, and the order of sandbox, environment and profile.
#>

BeforeAll {
    $built = Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1'
    $script:ModulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    $script:ModulePath = (Resolve-Path -Path $script:ModulePath).Path
    Import-Module -Name $script:ModulePath -Force
    $script:Names = @(
        'XDG_CONFIG_HOME', 'APPDATA'
        'KIRIMY_PROFILE', 'KIRIMY_SESSION_ID', 'KIRIMY_RECIPIENT', 'KIRIMY_BASE_URI', 'KIRIMY_LEDGER'
    )
    $script:Before = @{}
    foreach ($name in $script:Names) { $script:Before[$name] = [Environment]::GetEnvironmentVariable($name) }

    function Get-View {
        <#
        .SYNOPSIS
        What PowerShell shows, without empty lines and spaces at the ends.
        #>
        param([Parameter(ValueFromPipeline)] [object] $InputObject)
        begin { $all = [System.Collections.Generic.List[object]]::new() }
        process { $all.Add($InputObject) }
        end { ($all | Out-String -Width 140) -split '\r?\n' | ForEach-Object -Process { $_.TrimEnd() } | Where-Object -FilterScript { $_ } }
    }
}

AfterAll {
    foreach ($name in $script:Names) { [Environment]::SetEnvironmentVariable($name, $script:Before[$name]) }
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Profiles' {
    BeforeEach {
        foreach ($name in $script:Names) { [Environment]::SetEnvironmentVariable($name, $null) }
        $env:XDG_CONFIG_HOME = $env:APPDATA = Join-Path $TestDrive ([guid]::NewGuid())
        $folder = if ([Environment]::OSVersion.Platform -eq 'Win32NT') { 'Kirimy' } else { 'kirimy' }
        $script:File = Join-Path (Join-Path $env:XDG_CONFIG_HOME $folder) 'profiles.json'
    }

    It 'are shown as a table' {
        Set-KirimyProfile -Name office -SessionId office, backup -BaseUri https://example.com/v1 -Default `
            -Recipient oncall -RecipientGroup @{ oncall = '081234567890' }
        $view = @(Get-KirimyProfile | Get-View)
        $view[0] | Should -Match '^Name +Default Sessions +Base URI +Recipients +Groups +Secret +Ledger$'
        $view[2] | Should -Match '^office +True +office, backup +https://example.com/v1/ +oncall +oncall$'
    }

    It 'are shown with the effective values and their sources' {
        Set-KirimyProfile -Name office -SessionId office, backup -RequestsPerMinute 300 -Default
        $env:KIRIMY_SESSION_ID = 'ci'
        $view = @(Get-KirimyProfile -Effective | Get-View)
        $view[0] | Should -Match '^Name +Value +Source +Origin$'
        $view -match '^SessionId' | Should -Match '^SessionId +ci +Environment +\$env:KIRIMY_SESSION_ID$'
        $view -match '^RequestsPerMinute' | Should -Match "300 +Profile +profile 'office'$"
        $view -match '^BaseUri' | Should -Match '/v1/ +Default$'
    }

    It 'cause an error with the line if the file is invalid' {
        Set-KirimyProfile -Name office -KeepText $true
        (Get-Content -LiteralPath $script:File -Raw).Replace('true', '"true"') | Set-Content -LiteralPath $script:File
        $failure = { Get-KirimyProfile } | Should -Throw -ErrorId 'PROFILE_INVALID*' -PassThru
        $what = "line 5: profile 'office': keepText must be true or false, but it is 'true'."
        "$failure" | Should -BeLike "$([WildcardPattern]::Escape($script:File)), $what"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'are read in the encoding of Windows PowerShell''s Out-File, too' {
        Set-KirimyProfile -Name office -KeepText $true
        Get-Content -LiteralPath $script:File -Raw | Out-File -LiteralPath "$($script:File).new" -Encoding unicode
        Move-Item -LiteralPath "$($script:File).new" -Destination $script:File -Force
        (Get-KirimyProfile).Name | Should -Be 'office'
    }

    It 'are complete after concurrent writes of several processes' {
        $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
        $code = 'Import-Module -Name $env:KirimyTestModule; ' +
        '1..10 | ForEach-Object -Process { Set-KirimyProfile -Name "p$PID-$_" -SessionId s }'
        $env:KirimyTestModule = $script:ModulePath
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($code))
        $arguments = @($library | Where-Object -FilterScript { $_ }) + '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded
        $processes = 1..3 | ForEach-Object -Process { Start-Process -FilePath $shell -ArgumentList $arguments -PassThru }
        $processes | Wait-Process
        @(Get-KirimyProfile).Count | Should -Be 30
        @(Get-ChildItem -LiteralPath (Split-Path -Path $script:File) -Filter *.tmp).Count | Should -Be 0
    }

    It 'never replace the default sandbox with the service, like the environment' {
        Set-KirimyProfile -Name real -SessionId real -BaseUri https://service.invalid -Default
        $env:KIRIMY_BASE_URI = 'https://other.invalid'
        $env:KIRIMY_SESSION_ID = 'other'
        Start-KirimySandbox -UseAsDefault | Out-Null
        try {
            $result = Send-KirimyMessage -Recipient 081234567890 -Message 'halo' -Profile real -Ledger None
            $result.Status | Should -Be 'Sent'
            $result.SessionId | Should -Be 'sandbox'
        }
        finally {
            Stop-KirimySandbox
        }
    }

    It 'are changed by a splatted hashtable' {
        $settings = @{ SessionId = 'a', 'b'; Interval = '2s'; DayStart = '06:00'; Default = $true }
        $made = Set-KirimyProfile -Name office @settings -PassThru
        $made.DayStart | Should -Be ([timespan] '06:00')
        (Set-KirimyProfile -Name office -DayStart $null -PassThru).DayStart | Should -BeNullOrEmpty
    }

    It 'are not read before a cmdlet needs one' {
        New-Item -ItemType Directory -Path (Split-Path -Path $script:File) -Force | Out-Null
        'broken' | Set-Content -LiteralPath $script:File
        { Get-KirimySandbox -ErrorAction Ignore } | Should -Not -Throw
        { Import-Module -Name $script:ModulePath -Force } | Should -Not -Throw
    }
}
