[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [PSObject[]] $Contact
)

Import-Module $Module
'x'
