<#
.SYNOPSIS
Makes the pictures of the README: the sandbox's inbox and a report, each in light and dark, and the recording of a session.

.DESCRIPTION
Needs the built module (dotnet build), Chromium with a font for emoji, pngquant, which makes the files smaller, and termtosvg, which
records a terminal: apt-get install chromium fonts-noto-color-emoji pngquant termtosvg. The recording needs a terminal.
Ports and times differ from run to run; everything else is the same.

.PARAMETER Name
The pictures to make.

.PARAMETER Browser
Chromium, or a browser with the same options.
#>
#Requires -Version 7.4
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A function reads it.')]
[CmdletBinding()]
param(
    [ValidateSet('inbox', 'report', 'session')]
    [string[]] $Name = @('inbox', 'report', 'session'),

    [string] $Browser = 'chromium'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path $PSScriptRoot '../../out/Kirimy/Kirimy.psd1') -Force
$work = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName()))

function Save-Picture {
    <#
    .SYNOPSIS
    Takes a picture of a page in light and in dark.
    #>
    [CmdletBinding()]
    param([string] $Name, [uri] $Page, [int] $Width, [int] $Height)

    foreach ($theme in 'light', 'dark') {
        $file = Join-Path $work "$Name-$theme.png"
        $arguments = @(
            '--headless', '--no-sandbox', '--hide-scrollbars', '--disable-gpu'
            '--force-device-scale-factor=1', '--virtual-time-budget=3000'
            "--blink-settings=preferredColorScheme=$(if ($theme -eq 'dark') { 0 } else { 1 })"
            "--user-data-dir=$work/profile", "--window-size=$Width,$Height", "--screenshot=$file", $Page.AbsoluteUri
        )
        $said = & $Browser @arguments 2>&1
        if (-not (Test-Path -LiteralPath $file)) {
            throw "$Browser made no picture of $($Page.AbsoluteUri): $said"
        }

        & pngquant --force --strip --quality 70-95 --output (Join-Path $PSScriptRoot "$Name-$theme.png") $file
        if ($LASTEXITCODE -ne 0) {
            throw "pngquant ended with exit code $LASTEXITCODE."
        }
    }
}

function Save-Inbox {
    <#
    .SYNOPSIS
    The inbox with alerts, a build report and messages of a campaign, two of them not sent.
    #>
    [CmdletBinding()]
    param()

    $sandbox = Start-KirimySandbox -SessionId office, shop
    $to = @{ BaseUri = $sandbox.BaseUri; ApiKey = $sandbox.ApiKey; Ledger = 'None' }
    $to += @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore' }
    $office = $to + @{ SessionId = 'office' }
    $shop = $to + @{ SessionId = 'shop' }
    $disks = "Disk  Used  Free`nC:     61%  190 GB`nD:     91%   43 GB"
    $build = "❌ *Build failed: toko-budi/shop*`nBranch: main`nStage: test / unit`nhttps://ci.example/toko-budi/shop/builds/1042"
    $moving = "Halo {0}, toko kami pindah ke *Jl. Merdeka 10* mulai 1 Desember.`nSampai jumpa! 👋"
    $texts = @(
        @{ Recipient = '081234567801'; Message = $moving -f 'Rudi' } + $shop
        @{ Recipient = '081234567802'; Message = $moving -f 'Dewi' } + $shop
        @{ Recipient = '6286000000104'; Message = $moving -f 'Agus' } + $shop
        @{ Recipient = '081234567890'; Message = 'Certificate of *mail.example* expires in _7 days_.' } + $office
        @{ Recipient = '081234567890'; Message = $disks; Monospace = $true } + $office
        @{ Recipient = '081234567803'; Message = "Halo Siti, pesanan *1042* sudah dikirim. Lacak di`nhttps://lacak.example/1042" } + $shop
        @{ Recipient = '6286000000103'; Message = 'Pembayaran pesanan *1043* belum kami terima.' } + $shop
        @{ Recipient = '081234567890'; Message = $build } + $office
        @{ Recipient = '081234567890'; Message = "✅ Backup of *srv-02*: 412 GB in 38 min`n(7 more since 08:00)" } + $office
    )
    foreach ($text in $texts) {
        $null = Send-KirimyMessage @text
    }

    Save-Picture -Name 'inbox' -Page $sandbox.InboxUri -Width 1280 -Height 520
    $sandbox | Stop-KirimySandbox
}

function Save-Report {
    <#
    .SYNOPSIS
    The report of a campaign of 5,000 rows after two of its five days: 2,000 messages a day would be sent, the rest waits.
    #>
    [CmdletBinding()]
    param()

    $sandbox = Start-KirimySandbox -SessionId shop -RequestsPerMinute 1000000 -MessagesPerDay 2000
    $campaign = @{
        BaseUri = $sandbox.BaseUri; ApiKey = $sandbox.ApiKey; SessionId = 'shop'; Ledger = Join-Path $work 'ledger.db'; BatchId = 'moving'
        RequestsPerMinute = 1000000; ThrottleLimit = 16; ErrorAction = 'SilentlyContinue'; WarningAction = 'Ignore'
        Template = 'Halo {{name}}, toko kami pindah ke *Jl. Merdeka 10* mulai 1 Desember.'
    }
    $names = 'Budi', 'Siti', 'Agus', 'Dewi', 'Rudi', 'Rina', 'Joko', 'Ayu'
    $rows = foreach ($i in 1..5000) {
        $number = if ($i % 700 -eq 0) { '6.28123E+12' } else { '0812{0:0000000}' -f (3450000 + $i) }
        [pscustomobject]@{ recipient = $number; name = $names[$i % $names.Count]; RowNumber = $i + 1 }
    }
    foreach ($limit in 1000, 2000) {
        $null = $rows | Send-KirimyMessage @campaign -MessagesPerDay $limit
    }

    $page = Join-Path $work 'report.html'
    Export-KirimyReport -Path $page -BatchId moving -Ledger $campaign.Ledger
    Save-Picture -Name 'report' -Page ([uri] "file://$page") -Width 1280 -Height 720
    $sandbox | Stop-KirimySandbox
}

function Save-Session {
    <#
    .SYNOPSIS
    The commands of session.ps1 in a terminal, as an SVG animation.
    #>
    [CmdletBinding()]
    param()

    $shell, $library = & (Join-Path $PSScriptRoot '../../tests/Pester/CurrentPowerShell.ps1')
    $command = @($shell) + @($library) + '-NoProfile', '-File', (Join-Path $PSScriptRoot 'session.ps1')
    $arguments = @(
        '--screen-geometry', '96x30', '--template', 'window_frame_powershell'
        '--min-frame-duration', 40, '--max-frame-duration', 3000, '--loop-delay', 3000
    )
    & termtosvg (Join-Path $PSScriptRoot 'session.svg') --command ($command -join ' ') @arguments
    if ($LASTEXITCODE -ne 0) {
        throw "termtosvg ended with exit code $LASTEXITCODE."
    }
}

try {
    foreach ($one in $Name) {
        & "Save-$one"
    }
}
finally {
    Get-KirimySandbox | Stop-KirimySandbox
    Remove-Item -LiteralPath $work -Recurse -Force
}
