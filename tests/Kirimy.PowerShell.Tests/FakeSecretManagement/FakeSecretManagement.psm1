# Stands in for Microsoft.PowerShell.SecretManagement 1.1: its commands by their real signatures, error ids and order of search. Needs
# no cmdlets but those of the engine itself. A vault is told by its VaultParameters how to behave:
#   Failure = 'reason'   fails, as a vault's module does that throws
#   Locked  = 'reason'   fails, as a vault does that wants its password
#   Rejects = $true      refuses to store, and repeats the value in its refusal
#   Keeps   = $true      refuses to remove
#   Raw     = $true      hands out secrets as they were stored, text as text

class SecretInformation {
    [string] $Name
    [string] $VaultName
}

$script:Vaults = @{}
$script:DefaultVaultName = ''

function Write-VaultError($Cmdlet, [string] $Id, [System.Management.Automation.ErrorCategory] $Category, [Exception] $Exception) {
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($Exception, $Id, $Category, $Cmdlet))
}

function Resolve-Vault($Cmdlet, [string] $Name) {
    if (-not $script:Vaults.ContainsKey($Name)) {
        $missing = [InvalidOperationException]::new("Vault not found in registry: $Name")
        $Cmdlet.ThrowTerminatingError(
            [System.Management.Automation.ErrorRecord]::new($missing, 'GetSecretVaultNotFound', 'ObjectNotFound', $Cmdlet))
    }

    $script:Vaults[$Name]
}

function Test-VaultFault($Cmdlet, $Vault, [string] $Id, [string] $Message) {
    if ($Vault.Parameters.Locked) {
        Write-VaultError $Cmdlet 'GetSecretException' 'InvalidOperation' ([InvalidOperationException]::new($Vault.Parameters.Locked))
    }

    if ($Vault.Parameters.Failure) {
        $inner = [TimeoutException]::new($Vault.Parameters.Failure)
        Write-VaultError $Cmdlet $Id 'InvalidOperation' ([InvalidOperationException]::new($Message, $inner))
    }

    [bool] ($Vault.Parameters.Locked -or $Vault.Parameters.Failure)
}

function ConvertTo-Secret([string] $Text) {
    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

function Register-SecretVault {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The signature is SecretManagement''s.')]
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Position = 0, Mandatory)] [string] $Name,
        [Parameter(Position = 1)] [string] $ModuleName,
        [hashtable] $VaultParameters = @{},
        [string] $Description,
        [switch] $AllowClobber,
        [switch] $DefaultVault,
        [switch] $PassThru
    )

    $script:Vaults[$Name] = @{ Name = $Name; Parameters = $VaultParameters; Secrets = @{} }
    if ($DefaultVault) { $script:DefaultVaultName = $Name }
}

function Get-SecretVault {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string[]] $Name = '*')

    foreach ($vault in $script:Vaults.Values) {
        if ($Name -eq '*' -or $Name -contains $vault.Name) {
            [pscustomobject] @{ Name = $vault.Name; ModuleName = 'Fake'; IsDefault = $vault.Name -eq $script:DefaultVaultName }
        }
    }
}

function Get-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The signature is SecretManagement''s.')]
    [CmdletBinding(DefaultParameterSetName = 'NameParameterSet')]
    param(
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'NameParameterSet')] [string] $Name,
        [Parameter(Position = 1, ParameterSetName = 'NameParameterSet')] [string] $Vault,
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InfoParameterSet')] [SecretInformation] $InputObject,
        [switch] $AsPlainText
    )

    process {
        $found = Resolve-Vault $PSCmdlet $Vault
        $failed = Test-VaultFault $PSCmdlet $found 'GetSecretInvalidOperation' "Unable to get secret $Name from vault $Vault"
        if ($failed -and $found.Parameters.Locked) { return }

        if ($failed -or -not $found.Secrets.ContainsKey($Name)) {
            $missing = [System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found.")
            Write-VaultError $PSCmdlet 'GetSecretNotFound' 'ObjectNotFound' $missing
            return
        }

        $secret = $found.Secrets[$Name]
        if ($secret -is [string] -and -not $AsPlainText -and -not $found.Parameters.Raw) { return ConvertTo-Secret $secret }
        if ($secret -is [securestring] -and $AsPlainText) { return [System.Net.NetworkCredential]::new('', $secret).Password }
        $secret
    }
}

function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The signature is SecretManagement''s.')]
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'SecureStringParameterSet')]
    param(
        [Parameter(Position = 0, Mandatory, ParameterSetName = 'ObjectParameterSet')]
        [Parameter(Position = 0, Mandatory, ParameterSetName = 'SecureStringParameterSet')]
        [string] $Name,
        [Parameter(Position = 1, Mandatory, ValueFromPipeline, ParameterSetName = 'ObjectParameterSet')] [object] $Secret,
        [Parameter(Position = 1, Mandatory, ValueFromPipeline, ParameterSetName = 'SecureStringParameterSet')]
        [securestring] $SecureStringSecret,
        [Parameter(Position = 1, Mandatory, ValueFromPipeline, ParameterSetName = 'SecretInfoParameterSet')]
        [SecretInformation] $SecretInfo,
        [Parameter(Position = 2, ParameterSetName = 'ObjectParameterSet')]
        [Parameter(Position = 2, ParameterSetName = 'SecureStringParameterSet')]
        [Parameter(Mandatory, ParameterSetName = 'SecretInfoParameterSet')]
        [string] $Vault,
        [Parameter(Position = 3, ParameterSetName = 'ObjectParameterSet')]
        [Parameter(Position = 3, ParameterSetName = 'SecureStringParameterSet')]
        [hashtable] $Metadata,
        [switch] $NoClobber
    )

    process {
        if (-not $PSCmdlet.ShouldProcess($Vault, 'Write secret to vault and override any existing secret of the same name')) { return }
        $value = if ($PSCmdlet.ParameterSetName -eq 'ObjectParameterSet') { $Secret } else { $SecureStringSecret }
        $target = Resolve-Vault $PSCmdlet $(if ($Vault) { $Vault } else { $script:DefaultVaultName })
        if ($target.Parameters.Rejects) {
            $text = if ($value -is [securestring]) { [System.Net.NetworkCredential]::new('', $value).Password } else { $value }
            $refusal = [InvalidOperationException]::new("Unable to add secret $Name to vault $Vault", [ArgumentException]::new("bad value '$text'"))
            Write-VaultError $PSCmdlet 'SetSecretInvalidOperation' 'InvalidOperation' $refusal
            return
        }

        if (Test-VaultFault $PSCmdlet $target 'SetSecretInvalidOperation' "Unable to add secret $Name to vault $Vault") { return }
        $target.Secrets[$Name] = $value
    }
}

function Remove-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The signature is SecretManagement''s.')]
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'NameParameterSet')] [string] $Name,
        [Parameter(Position = 1, Mandatory, ParameterSetName = 'NameParameterSet')] [string] $Vault,
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'InfoParameterSet')] [SecretInformation] $InputObject
    )

    process {
        if (-not $PSCmdlet.ShouldProcess($Vault, 'Remove secret by name from vault')) { return }
        $target = Resolve-Vault $PSCmdlet $Vault
        if ($target.Parameters.Keeps) {
            $refusal = [InvalidOperationException]::new("Unable to remove secret $Name from vault $Vault")
            Write-VaultError $PSCmdlet 'RemoveSecretInvalidOperation' 'InvalidOperation' $refusal
            return
        }

        $target.Secrets.Remove($Name)
    }
}

Export-ModuleMember -Function Register-SecretVault, Get-SecretVault, Get-Secret, Set-Secret, Remove-Secret
