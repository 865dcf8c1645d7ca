<#
.SYNOPSIS
Every command of the README and of a guide runs unchanged, from its first line to its last, against a sandbox, and writes no error.
A block that is marked pwsh instead of powershell is left out: it installs something, asks for a key, or ends the script.
#>

BeforeDiscovery {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $pages = 'README', 'docs/guides/bulk', 'docs/guides/migrate', 'docs/guides/sandbox'
    $names = foreach ($page in $pages) { "$page.md"; "$page.id.md" }
    $script:Guides = foreach ($name in $names) {
        @{ Name = $name; Path = Join-Path $root $name }
    }
}

Describe '<Name>' -ForEach $script:Guides {
    It 'runs unchanged' {
        $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        $built = Join-Path (Join-Path (Join-Path $root 'out') 'Kirimy') 'Kirimy.psd1'
        $manifest = if ($env:KIRIMY_MODULE_PATH) { $env:KIRIMY_MODULE_PATH } else { $built }
        $text = [IO.File]::ReadAllText($Path)
        $blocks = [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value })
        $blocks.Count | Should -BeGreaterThan 2

        # A separate ledger, because the user's ledger may have a batch of the same name.
        $before = @{ KIRIMY_LEDGER = $null }
        Get-ChildItem -Path 'Env:KIRIMY_*' | ForEach-Object -Process { $before[$_.Name] = $_.Value }
        $env:KIRIMY_LEDGER = Join-Path $TestDrive 'ledger.db'
        $shell = [powershell]::Create()
        try {
            # Strict mode: splatting a misspelled variable passes nothing, otherwise without an error.
            $setUp = 'param($Manifest, $Folder) Set-StrictMode -Version 1.0; Import-Module $Manifest; Set-Location -LiteralPath $Folder'
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
            Get-ChildItem -Path 'Env:KIRIMY_*' | Remove-Item
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }
    }
}
