<#
.SYNOPSIS
The key commands over the real SecretManagement and SecretStore.

.DESCRIPTION
SecretStore keeps one store a user, so every test runs a PowerShell of its own in a home directory of its own.
#>

BeforeAll {
    $script:ModulePath = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { "$PSScriptRoot/../../out/Kirimy/Kirimy.psd1" }
    $script:ModulePath = (Resolve-Path $script:ModulePath).Path
    Import-Module $script:ModulePath -Force

    $script:Key = '7d1c09a4f6e2b85390ad4c7e1f02b6d8c3a95e70418bf2d69c0e7a3515d48b6f'
    $script:Fingerprint = 'e98a13d82d29'
    $script:Variables = 'HOME', 'KIRIMY_API_KEY', 'KIRIMY_TEST_KEY', 'PSModulePath'
    $script:OpenStore = @'
Reset-SecretStore -Authentication None -Interaction None -Force -Confirm:$false -WarningAction SilentlyContinue | Out-Null
Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
'@

    $script:LockedStore = @'
$password = ConvertTo-SecureString 'a password' -AsPlainText -Force
$quiet = @{{ Force = $true; Confirm = $false; WarningAction = 'SilentlyContinue' }}
Reset-SecretStore -Authentication Password -Password $password -Interaction {0} @quiet | Out-Null
Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Unlock-SecretStore -Password $password
$env:KIRIMY_TEST_KEY | Set-KirimyApiKey
(Get-KirimyApiKey).Fingerprint
'@

    function Get-SkipReason {
        <#
        .SYNOPSIS
        Why the tests with a vault can't run here; nothing where they can.
        #>
        foreach ($name in 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore') {
            if (-not (Get-Module -ListAvailable -Name $name)) {
                return "$name is not installed"
            }
        }

        # On Windows, the store is in the user's profile and not at a path in a variable. Only the store of a temporary user may be reset.
        if ($env:OS -eq 'Windows_NT' -and $env:CI -ne 'true') {
            return "it would reset this user's own SecretStore"
        }
    }

    function Get-FreshHome {
        <#
        .SYNOPSIS
        The path of an empty folder.
        #>
        (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
    }

    function Invoke-InHome {
        <#
        .SYNOPSIS
        Runs a script in a PowerShell of its own; what the script writes to any stream comes back as lines.
        #>
        param([string] $Script, [string] $Place = (Get-FreshHome), [hashtable] $Environment = @{}, [switch] $CanPrompt)

        # With Stop, Windows PowerShell ends at the first line that a program writes to its error stream.
        $ErrorActionPreference = 'Continue'
        $before = @{}
        foreach ($name in $script:Variables) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
        }

        try {
            $env:HOME = $Place
            $env:KIRIMY_API_KEY = $null
            $env:KIRIMY_TEST_KEY = $script:Key
            foreach ($name in $Environment.Keys) {
                [Environment]::SetEnvironmentVariable($name, $Environment[$name])
            }

            $file = Join-Path $Place 'script.ps1'
            Set-Content -Path $file -Value "Set-Location '$Place'; Import-Module '$script:ModulePath'; $Script"
            $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
            $mode = @(if (-not $CanPrompt) { '-NonInteractive' })
            # The pipeline closes the standard input, so a prompt gets no response.
            $null | & $shell @library -NoProfile @mode -File $file *>&1 | ForEach-Object -Process { "$_" }
        }
        finally {
            foreach ($name in $before.Keys) {
                [Environment]::SetEnvironmentVariable($name, $before[$name])
            }
        }
    }
}

AfterAll {
    Get-Module -Name FakeSecretManagement | Remove-Module
}

Describe 'The API key in SecretManagement' {
    BeforeEach {
        $reason = Get-SkipReason
        if ($reason) {
            Set-ItResult -Skipped -Because $reason
        }
    }

    It 'is stored, found and removed' {
        $lines = Invoke-InHome -Script ($OpenStore + @'

$env:KIRIMY_TEST_KEY | Set-KirimyApiKey
Get-KirimyApiKey | ForEach-Object { "$($_.Order) $($_.Source) $($_.Name) $($_.Vault) $($_.Fingerprint)" }
Get-Secret KirimyApiKey | ForEach-Object { $_.GetType().Name }
Remove-KirimyApiKey
Get-KirimyApiKey -ErrorAction SilentlyContinue -ErrorVariable missing
$missing[0].FullyQualifiedErrorId
Remove-KirimyApiKey -ErrorAction SilentlyContinue -ErrorVariable missing
$missing[0].FullyQualifiedErrorId
'@)
        $lines | Should -Be @(
            "1 SecretManagement KirimyApiKey Store $Fingerprint"
            'SecureString'
            'API_KEY_MISSING,Kirimy.PowerShell.Commands.GetKirimyApiKeyCommand'
            'SECRET_NOT_FOUND,Kirimy.PowerShell.Commands.RemoveKirimyApiKeyCommand'
        )
    }

    It 'is accepted as a SecureString, and found if a vault stores it as text' {
        $lines = Invoke-InHome -Script ($OpenStore + @'

Set-KirimyApiKey (ConvertTo-SecureString $env:KIRIMY_TEST_KEY -AsPlainText -Force) -PassThru | ForEach-Object Fingerprint
Set-Secret -Name AsText -Secret $env:KIRIMY_TEST_KEY
(Get-KirimyApiKey AsText).Fingerprint
'@)
        $lines | Should -Be $Fingerprint, $Fingerprint
    }

    It 'causes an error if the store is locked, unless the environment has a key' {
        $place = Get-FreshHome
        Invoke-InHome -Place $place -Script ($LockedStore -f 'None') | Should -Be $Fingerprint

        # The store is locked in a new process.
        $lines = Invoke-InHome -Place $place -Script @'
Get-KirimyApiKey -ErrorAction SilentlyContinue -ErrorVariable locked
$locked[0].FullyQualifiedErrorId
$locked[0].Exception.Message
$env:KIRIMY_API_KEY = 'another'
Get-KirimyApiKey -WarningAction SilentlyContinue -WarningVariable warned | ForEach-Object Source
"[$warned]"
'@
        $lines[0] | Should -Be 'SECRET_VAULT_FAILED,Kirimy.PowerShell.Commands.GetKirimyApiKeyCommand'
        $lines[1] | Should -BeLike "*'Store'*password*"
        $lines[2] | Should -Be 'Environment'
        $lines[3] | Should -Be '[]'
    }

    It 'causes a vault error if the password prompt is canceled' {
        $place = Get-FreshHome
        Invoke-InHome -Place $place -Script ($LockedStore -f 'Prompt') | Should -Be $Fingerprint
        $lines = Invoke-InHome -Place $place -CanPrompt -Script @'
$commands = @(
    { 'a new key' -replace ' ' | Set-KirimyApiKey -PassThru }
    { Get-KirimyApiKey }
    { Get-KirimyApiKey -Vault Store }
    { Remove-KirimyApiKey }
    { Send-KirimyMessage 081234567890 hello -SessionId office -Ledger None }
    { Test-KirimyMessage 081234567890 hello -SessionId office -Summary }
)
$ErrorActionPreference = 'Stop'
foreach ($command in $commands) {
    try { & $command; 'it succeeded' } catch { "RESULT $($_.FullyQualifiedErrorId.Split(',')[0])" }
}
'@
        $lines -match '^RESULT' | Should -Be (@('RESULT SECRET_VAULT_FAILED') * 6)
        $lines -match 'it succeeded' | Should -BeNullOrEmpty
        $lines -join "`n" | Should -Not -Match 'anewkey'
    }

    It 'causes an error with a command to run if there is no vault' {
        $lines = Invoke-InHome -Script @'
try { $env:KIRIMY_TEST_KEY | Set-KirimyApiKey } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
'@
        $lines[0] | Should -Be 'SECRET_VAULT_MISSING,Kirimy.PowerShell.Commands.SetKirimyApiKeyCommand'
        $lines[-1] | Should -Be 'Register-SecretVault -Name Kirimy -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault'
    }

    $standIns = 'Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretVault'
    It 'has the same signature in the stand-in of the other tests: <_>' -ForEach $standIns {
        $standIn = "$PSScriptRoot/../Kirimy.PowerShell.Tests/FakeSecretManagement/FakeSecretManagement.psm1"
        Import-Module $standIn -Prefix Fake
        $fake = Get-Command ($_ -replace '-', '-Fake')
        $real = Get-Command "Microsoft.PowerShell.SecretManagement\$_"
        $signatures = foreach ($command in $fake, $real) {
            $lines = foreach ($set in $command.ParameterSets) {
                foreach ($parameter in $set.Parameters) {
                    if ($parameter.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters) {
                        '{0} {1} {2} {3} {4} {5}' -f @(
                            $set.Name, $parameter.Name, $parameter.ParameterType.Name, $parameter.Position, $parameter.IsMandatory
                            $parameter.ValueFromPipeline
                        )
                    }
                }
            }
            ($lines | Sort-Object) -join "`n"
        }
        $signatures[0] | Should -Be $signatures[1]
    }

    It 'is missing in a transcript, which contains all other output' {
        $lines = Invoke-InHome -Script ($OpenStore + @'

Start-Transcript -Path transcript.txt | Out-Null
$secure = ConvertTo-SecureString $env:KIRIMY_TEST_KEY -AsPlainText -Force
$env:KIRIMY_TEST_KEY | Set-KirimyApiKey -PassThru -Verbose -Debug
Set-KirimyApiKey -ApiKey $secure -Verbose -Debug
Set-KirimyApiKey -ApiKey $env:KIRIMY_TEST_KEY -AsPlainText -Verbose -Debug
Set-KirimyApiKey -ApiKey $env:KIRIMY_TEST_KEY -Verbose -Debug
$env:KIRIMY_TEST_KEY, $env:KIRIMY_TEST_KEY | Set-KirimyApiKey -Verbose -Debug
Set-KirimyApiKey -Verbose -Debug
Get-KirimyApiKey -All -Verbose -Debug
Remove-KirimyApiKey -Verbose -Debug
Get-KirimyApiKey -Verbose -Debug
'the last line'
Stop-Transcript | Out-Null
'--- transcript'
Get-Content transcript.txt
'@)
        $transcript = $lines[([array]::IndexOf([string[]] $lines, '--- transcript'))..($lines.Count - 1)]
        $lines -join "`n" | Should -Not -Match $Key
        $transcript -join "`n" | Should -Match "SecretManagement +KirimyApiKey +Store +$Fingerprint"
        $transcript | Should -Contain 'the last line'
        # The lookup in the vault isn't reported as an error.
        $transcript -match '^Get-Secret' | Should -BeNullOrEmpty
    }
}

Describe 'The API key without SecretManagement' {
    It 'causes an error with a command to run' {
        $lines = Invoke-InHome -Script @'
$env:PSModulePath = "$PSHOME/Modules"
try { $env:KIRIMY_TEST_KEY | Set-KirimyApiKey } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
'@
        $lines[0] | Should -Be 'SECRET_MANAGEMENT_MISSING,Kirimy.PowerShell.Commands.SetKirimyApiKeyCommand'
        $lines[-1] |
            Should -Be 'Install-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore -Scope CurrentUser'
    }

    It 'is read from the environment' {
        $script = '$env:PSModulePath = "$PSHOME/Modules"; Get-KirimyApiKey | ForEach-Object { "$_" }'
        $lines = Invoke-InHome -Script $script -Environment @{ KIRIMY_API_KEY = $Key }
        $lines | Should -Be "Environment: $Fingerprint"
    }
}
