<#
.SYNOPSIS
Test-KirimyConnection in a real PowerShell, against the sandbox: the view, the pipeline, PowerShell's own variables.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
    Import-Module -Name $manifest -Force
    $script:Sandbox = Start-KirimySandbox -UseAsDefault
}

AfterAll {
    Stop-KirimySandbox
    Remove-Module -Name Kirimy -ErrorAction Ignore
}

Describe 'Test-KirimyConnection' {
    It 'passes every check with the sandbox as the default, and sends nothing' {
        $checks = Test-KirimyConnection
        $checks.Ok | Should -Not -Contain $false
        $checks[0].PSObject.TypeNames[0] | Should -Be 'Kirimy.ConnectionCheck'
        "$($checks.Check)" | Should -Be 'Name Tcp Proxy Tls Http Clock ApiKey Session Ledger Quota Quota'
        Test-KirimyConnection -Quiet | Should -BeTrue
        Get-KirimySandboxMessage | Should -BeNullOrEmpty
    }

    It 'shows the checks as a checklist' {
        $lines = (Test-KirimyConnection -BaseUri https://kirimy.invalid/ | Out-String -Width 120) -split '\r?\n'
        $lines -match '^FAIL\s+Name\s.*kirimy\.invalid can''t be resolved' | Should -Not -BeNullOrEmpty
        $lines -match '^\s+-> ' | Should -Not -BeNullOrEmpty
        $lines -match '^-\s+Tls\s.*Not checked' | Should -Not -BeNullOrEmpty
    }

    It 'does not write an error for a failed check or change $?' {
        Test-KirimyConnection -BaseUri https://kirimy.invalid/ -ErrorAction Stop -ErrorVariable problems | Out-Null
        $? | Should -BeTrue
        $problems | Should -BeNullOrEmpty
    }

    It 'sends one message to the recipient' {
        $before = @(Get-KirimySandboxMessage).Count
        $check = Test-KirimyConnection -Recipient 0812-3456-7890 | Select-Object -Last 1
        "$($check.Check) $($check.Ok)" | Should -Be 'Message True'
        @(Get-KirimySandboxMessage).Count | Should -Be ($before + 1)
    }

    It 'returns a report about this PowerShell' {
        $report = Test-KirimyConnection -AsReport
        $report | Should -BeOfType [string]
        $report | Should -Match ([regex]::Escape("$($PSVersionTable.PSVersion) ($($PSVersionTable.PSEdition))"))
        $report | Should -Match ([regex]::Escape("$((Get-Module -Name Kirimy).Version)"))
        $report | Should -Not -Match $script:Sandbox.ApiKeyText
    }
}
