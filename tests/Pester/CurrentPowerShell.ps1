<#
.SYNOPSIS
The program that this PowerShell runs in, and what it takes in front of PowerShell's own arguments.

.DESCRIPTION
pwsh as a .NET tool is a library that the program dotnet runs. Anywhere else the program is all that there is:
    $shell, $library = & "$PSScriptRoot/CurrentPowerShell.ps1"
    & $shell @library -NoProfile -Command '...'
#>
$program = (Get-Process -Id $PID).Path
$program
if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
    'exec'
    [Environment]::GetCommandLineArgs()[0]
}
