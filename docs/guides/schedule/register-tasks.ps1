<#
.SYNOPSIS
Registers both scripts of this folder in Windows Task Scheduler.

.DESCRIPTION
The tasks run as the user of -Credential, whether that user is logged on or not. Store the API key as the same user: with
Set-KirimyApiKey in a vault that opens without a password, or with
[Environment]::SetEnvironmentVariable('KIRIMY_API_KEY', '...', 'User').

.PARAMETER Credential
The user and the password. The user needs the right to log on as a batch job.

.PARAMETER Folder
The folder with the scripts, the contact file and the template. The logs are written to it as well.
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [pscredential] $Credential,

    [string] $Folder = 'C:\Kirimy'
)

$ErrorActionPreference = 'Stop'

# cmd appends the output to the log and ends with PowerShell's exit code, which Task Scheduler shows as the last result.
$run = '/c pwsh -NoProfile -NonInteractive -File'
$campaign = @{
    TaskName = 'Kirimy campaign'
    Action   = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument (
        "$run ""$Folder\send-campaign.ps1"" -Path ""$Folder\contacts.csv"" -TemplatePath ""$Folder\template.txt"" -BatchId moving" +
        " >> ""$Folder\campaign.log"" 2>&1"
    )
    Trigger  = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday, Tuesday, Wednesday, Thursday, Friday, Saturday -At '08:00'
}
$disk = @{
    TaskName = 'Kirimy disk check'
    Action   = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument "$run ""$Folder\check-disk.ps1"" >> ""$Folder\disk.log"" 2>&1"
    Trigger  = New-ScheduledTaskTrigger -Once -At '00:00' -RepetitionInterval (New-TimeSpan -Minutes 5)
}

# IgnoreNew prevents a second run while one is in progress. StartWhenAvailable starts a missed run later.
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Hours 12)
foreach ($task in $campaign, $disk) {
    Register-ScheduledTask @task -Settings $settings -User $Credential.UserName -Password $Credential.GetNetworkCredential().Password -Force
}
