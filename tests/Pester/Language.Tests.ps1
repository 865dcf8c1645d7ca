<#
.SYNOPSIS
The module in a session whose UI culture is Indonesian, and in one whose language it does not have.
#>

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Manifest = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
    $script:Before = [cultureinfo]::CurrentUICulture
    $script:Message = @{ Recipient = '6286000000502', '6281234567890'; Message = 'Halo'; Ledger = 'None'; MaximumRetryCount = 0 }
}

Describe '<Culture>' -ForEach @(
    @{
        Culture = 'id-ID'; Answer = ': Layanan mengembalikan error'; Action = '^Periksa di dashboard'; Views = 'Penerima +Nama +Sesi'
        Synopsis = '^Menyimpan API key'; Question = 'Kirim ke 6286000000502'
    }
    @{
        Culture = 'fr-FR'; Answer = ': The service returned an error'; Action = '^Check in the dashboard'
        Views = 'Recipient +Name +Session'
        Synopsis = '^Stores the API key'; Question = 'Send to 6286000000502'
    }
) {
    BeforeAll {
        # The import of the module selects the views.
        Remove-Module -Name Kirimy -ErrorAction Ignore
        [cultureinfo]::CurrentUICulture = $Culture
        Import-Module -Name $script:Manifest
        $sandbox = Start-KirimySandbox -UseAsDefault
        $message = $script:Message
        $results = Send-KirimyMessage @message -Verbose -ErrorAction SilentlyContinue -ErrorVariable failures 4>&1
        $script:Verbose = @($results | Where-Object -FilterScript { $_ -is [System.Management.Automation.VerboseRecord] })
        $script:Results = @($results | Where-Object -FilterScript { $_ -isnot [System.Management.Automation.VerboseRecord] })
        $script:Failures = $failures
        $sandbox | Stop-KirimySandbox
    }

    BeforeEach {
        [cultureinfo]::CurrentUICulture = $Culture
    }

    AfterAll {
        [cultureinfo]::CurrentUICulture = $script:Before
        Remove-Module -Name Kirimy -ErrorAction Ignore
    }

    It 'writes errors, recommended actions and progress in its language' {
        $failure = $script:Failures[0]
        $failure.Exception.Message | Should -Match $Answer
        $failure.ErrorDetails.RecommendedAction | Should -Match $Action
        "$($script:Verbose)" | Should -Match $Question
    }

    It 'does not translate codes and names of statuses and properties' {
        $script:Failures[0].FullyQualifiedErrorId | Should -Match '^SERVER_ERROR,'
        $script:Results.Status | Should -Contain 'Sent'
        $script:Results.ErrorCode | Should -Contain 'SERVER_ERROR'
    }

    It 'shows views with labels in its language' {
        $script:Results | Format-Table | Out-String -Width 160 | Should -Match $Views
    }

    It 'has help in its language' {
        (Get-Help -Name Set-KirimyApiKey).Synopsis.Trim() | Should -Match $Synopsis
    }
}
