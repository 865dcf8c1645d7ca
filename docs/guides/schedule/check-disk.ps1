<#
.SYNOPSIS
Sends an alert for each disk that is almost full, at most once an hour for each.

.DESCRIPTION
The alerts are sent to the default recipients: those of the profile, or of the environment variable KIRIMY_RECIPIENT. Exit codes: 0 if every
alert was sent or suppressed; 1 if one wasn't.

.PARAMETER Percent
The used share of a disk, in percent, that causes an alert.
#>
#Requires -Version 5.1
#Requires -Modules Kirimy
[CmdletBinding()]
param(
    [ValidateRange(0, 100)]
    [int] $Percent = 90
)

$alerts = @(
    # PowerShell's own drive Temp is a folder of another disk.
    foreach ($drive in Get-PSDrive -PSProvider FileSystem | Where-Object -Property Name -NE -Value 'Temp') {
        $size = $drive.Used + $drive.Free
        $used = if ($size) { [math]::Floor(100 * $drive.Used / $size) }
        if ($size -and $used -ge $Percent) {
            $text = "Disk $($drive.Root) on $([Environment]::MachineName) is $used % full"
            Send-KirimyMessage -Message $text -SuppressFor 01:00:00 -SuppressionKey "disk $($drive.Root)"
        }
    }
)

$alerts | ForEach-Object -Process { '{0:yyyy-MM-dd HH:mm:ss} {1} {2}' -f (Get-Date), $_.Status, $_.ErrorCode }
exit [int] [bool] ($alerts | Where-Object -Property Status -In -Value 'Failed', 'Unknown', 'NotSent')
