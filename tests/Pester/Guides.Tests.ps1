<#
.SYNOPSIS
Every command of a guide runs as it stands, from its first line to its last, against a sandbox, and writes no error.
#>

BeforeDiscovery {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Guides = foreach ($name in 'bulk', 'migrate') {
        @{ Name = $name; Path = Join-Path (Join-Path (Join-Path $root 'docs') 'guides') "$name.md" }
    }
}

Describe 'The guide <Name>' -ForEach $script:Guides {
    It 'runs as it stands' {
        $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
        $manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
        $text = [IO.File]::ReadAllText($Path)
        $blocks = [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value })
        $blocks.Count | Should -BeGreaterThan 5

        # A ledger of its own: a batch of the guide's name may be in that of whoever runs this.
        $before = $env:KIRIMY_LEDGER
        $env:KIRIMY_LEDGER = Join-Path $TestDrive 'ledger.db'
        $shell = [powershell]::Create()
        try {
            $setUp = 'param($Manifest, $Folder) Import-Module -Name $Manifest; Set-Location -LiteralPath $Folder'
            $null = $shell.AddScript($setUp).AddArgument($manifest).AddArgument([string] $TestDrive).Invoke()
            foreach ($block in $blocks) {
                $shell.Commands.Clear()
                $null = $shell.AddScript(($block -replace '(?m)^Import-Module Kirimy\s*$', '')).AddCommand('Out-String').Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty -Because $block
            }
        }
        finally {
            $null = $shell.Commands.Clear()
            $null = $shell.AddScript('Get-KirimySandbox | Stop-KirimySandbox').Invoke()
            $shell.Dispose()
            $env:KIRIMY_LEDGER = $before
        }
    }
}
