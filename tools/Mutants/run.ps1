<#
.SYNOPSIS
Mutation test: runs the tests of delivery, rate limiting and the ledger against chosen mutants of the code.

.DESCRIPTION
Each entry of mutants.json replaces a piece of one file of src/Kirimy.Client by a fault. A mutant is killed if a test fails or if the tests
don't end in time; one that survives shows a gap in the tests. The mutants are made in a copy of the last commit, so that the working tree
stays as it is. Stryker can't be used: its VSTest runner doesn't reach xUnit.net v3's test process, so that every mutant survives.

.PARAMETER Minimum
Specifies the mutation score, in percent, below which the script ends with exit code 1.

.PARAMETER Filter
Specifies the files to mutate, as a wildcard of their path in src/Kirimy.Client. If you omit this parameter, all mutants are run.

.EXAMPLE
dotnet tool run pwsh tools/Mutants/run.ps1 -Filter Delivery/*
#>
[CmdletBinding()]
param(
    [ValidateRange(0, 100)]
    [int] $Minimum = 85,

    [string] $Filter = '*'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$list = Join-Path $PSScriptRoot 'mutants.json'
$mutants = @(Get-Content -LiteralPath $list -Raw | ConvertFrom-Json | Where-Object file -Like $Filter)
$copy = Join-Path ([IO.Path]::GetTempPath()) "kirimy-mutants-$PID"
$library = Join-Path $copy 'src/Kirimy.Client'
$built = Join-Path $library 'bin/Debug/net8.0/Kirimy.Client.dll'
$tests = Join-Path $copy 'tests/Kirimy.Client.Tests/bin/Debug/net10.0'
$timeout = [timespan]::FromMinutes(5)
$survived = 0

function Invoke-Build {
    <#
    .SYNOPSIS
    Builds a project, and throws its output if that fails.
    #>
    param([string] $Project, [string[]] $Option = @())
    $output = dotnet build $Project -v q -nologo @Option 2>&1
    if ($LASTEXITCODE -ne 0) {
        throw ($output -join [Environment]::NewLine)
    }
}

function Test-Suite {
    <#
    .SYNOPSIS
    Returns whether all tests pass in time.
    #>
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $options = 'RateLimiting', 'Delivery', 'Ledger' | ForEach-Object { '-namespace'; "Kirimy.Client.Tests.$_" }
    foreach ($argument in @((Join-Path $tests 'Kirimy.Client.Tests.dll')) + $options + '-stopOnFail') {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $reading = $process.StandardOutput.ReadToEndAsync()
    if (-not $process.WaitForExit($timeout)) {
        $process.Kill($true)
        return $false
    }

    $null = $reading.Result
    $process.ExitCode -eq 0
}

try {
    git clone --quiet $root $copy
    Invoke-Build -Project (Join-Path $copy 'tests/Kirimy.Client.Tests')
    if (-not (Test-Suite)) {
        throw 'The tests fail without a mutant.'
    }

    foreach ($mutant in $mutants) {
        $path = Join-Path $library $mutant.file
        $code = [IO.File]::ReadAllText($path)
        $parts = $code -split [regex]::Escape($mutant.old)
        if ($parts.Count -ne 2) {
            throw "mutants.json: $($mutant.file) must contain this piece once, not $($parts.Count - 1) times: $($mutant.old)"
        }

        [IO.File]::WriteAllText($path, $parts -join $mutant.new)
        try {
            Invoke-Build -Project $library -Option '-f', 'net8.0', '--no-restore', '-p:RunAnalyzers=false', '-p:TreatWarningsAsErrors=false'
        }
        finally {
            [IO.File]::WriteAllText($path, $code)
        }

        Copy-Item -LiteralPath $built -Destination $tests
        $isKilled = -not (Test-Suite)
        $survived += [int](-not $isKilled)
        '{0} {1}: {2} -> {3}' -f $(if ($isKilled) { 'killed  ' } else { 'SURVIVED' }), $mutant.file, $mutant.old.Trim(), $mutant.new.Trim()
    }
}
finally {
    Remove-Item -LiteralPath $copy -Recurse -Force -ErrorAction Ignore
}

$score = 100 * ($mutants.Count - $survived) / [Math]::Max(1, $mutants.Count)
'{0} mutants, {1} survived: mutation score {2:N0} %' -f $mutants.Count, $survived, $score
exit [int]($score -lt $Minimum)
