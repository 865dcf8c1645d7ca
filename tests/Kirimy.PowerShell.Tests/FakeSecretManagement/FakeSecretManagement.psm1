<#
.SYNOPSIS
A fake of Microsoft.PowerShell.SecretManagement 1.1: its commands by their real signatures, error ids and order of writing.

.DESCRIPTION
Needs no cmdlets but those of the engine itself. A vault is told by its VaultParameters how to behave:
  Failure = 'reason'   fails, as a vault's module does that throws
  Locked  = 'reason'   fails, as a vault does that wants its password
  Rejects = $true      refuses to store, and repeats the value in its refusal
  Keeps   = $true      refuses to remove
  Cancels = $true      stops the pipeline, as a password prompt does that is canceled or reads from a closed standard input
  Ignores = $true      neither stores nor removes, and says nothing
  Raw     = $true      hands out secrets as they were stored, text as text
#>

class SecretInformation {
    [string] $Name
    [string] $VaultName
}

$script:Vaults = @{}
$script:DefaultVaultName = ''

function Write-VaultError {
    <#
    .SYNOPSIS
    Writes an error as the command that is called.
    #>
    param($Cmdlet, [string] $Id, [System.Management.Automation.ErrorCategory] $Category, [Exception] $Exception)

    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($Exception, $Id, $Category, $Cmdlet))
}

function Resolve-Vault {
    <#
    .SYNOPSIS
    Returns a registered vault; ends the command where there is none of that name.
    #>
    param($Cmdlet, [string] $Name)

    if (-not $script:Vaults.ContainsKey($Name)) {
        $missing = [InvalidOperationException]::new("Vault not found in registry: $Name")
        $Cmdlet.ThrowTerminatingError(
            [System.Management.Automation.ErrorRecord]::new($missing, 'GetSecretVaultNotFound', 'ObjectNotFound', $Cmdlet))
    }

    if ($script:Vaults[$Name].Parameters.Cancels) {
        throw [System.Management.Automation.PipelineStoppedException]::new()
    }

    $script:Vaults[$Name]
}

function Test-VaultFault {
    <#
    .SYNOPSIS
    Whether the vault is one that fails; writes its error.
    #>
    param($Cmdlet, $Vault, [string] $Id, [string] $Message)

    if ($Vault.Parameters.Locked) {
        $fault = [InvalidOperationException]::new($Vault.Parameters.Locked)
        Write-VaultError -Cmdlet $Cmdlet -Id 'GetSecretException' -Category 'InvalidOperation' -Exception $fault
    }

    if ($Vault.Parameters.Failure) {
        $fault = [InvalidOperationException]::new($Message, [TimeoutException]::new($Vault.Parameters.Failure))
        Write-VaultError -Cmdlet $Cmdlet -Id $Id -Category 'InvalidOperation' -Exception $fault
    }

    [bool] ($Vault.Parameters.Locked -or $Vault.Parameters.Failure)
}

function Register-SecretVault {
    <#
    .SYNOPSIS
    Adds a vault, or changes how one behaves.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A real signature')]
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, Mandatory)]
        [string] $Name,

        [Parameter(Position = 1)]
        [string] $ModuleName,

        [hashtable] $VaultParameters = @{},

        [switch] $DefaultVault
    )

    $secrets = if ($script:Vaults.ContainsKey($Name)) { $script:Vaults[$Name].Secrets } else { @{} }
    $script:Vaults[$Name] = @{ Name = $Name; Parameters = $VaultParameters; Secrets = $secrets }
    if ($DefaultVault) {
        $script:DefaultVaultName = $Name
    }
}

function Get-SecretVault {
    <#
    .SYNOPSIS
    Returns the vaults.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)]
        [string[]] $Name = '*'
    )

    foreach ($vault in $script:Vaults.Values) {
        if ($Name -eq '*' -or $Name -contains $vault.Name) {
            [pscustomobject] @{ Name = $vault.Name; ModuleName = 'Fake'; IsDefault = $vault.Name -eq $script:DefaultVaultName }
        }
    }
}

function Get-Secret {
    <#
    .SYNOPSIS
    Returns a secret.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A real signature')]
    [CmdletBinding(DefaultParameterSetName = 'NameParameterSet')]
    param(
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'NameParameterSet')]
        [string] $Name,

        [Parameter(Position = 1, ParameterSetName = 'NameParameterSet')]
        [string] $Vault,

        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InfoParameterSet')]
        [SecretInformation] $InputObject,

        [switch] $AsPlainText
    )

    process {
        $found = Resolve-Vault -Cmdlet $PSCmdlet -Name $Vault
        $message = "Unable to get secret $Name from vault $Vault"
        $failed = Test-VaultFault -Cmdlet $PSCmdlet -Vault $found -Id 'GetSecretInvalidOperation' -Message $message
        if ($failed -and $found.Parameters.Locked) {
            return
        }

        if ($failed -or -not $found.Secrets.ContainsKey($Name)) {
            $missing = [System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found.")
            Write-VaultError -Cmdlet $PSCmdlet -Id 'GetSecretNotFound' -Category 'ObjectNotFound' -Exception $missing
            return
        }

        $secret = $found.Secrets[$Name]
        if ($secret -is [string] -and -not $AsPlainText -and -not $found.Parameters.Raw) {
            return [System.Net.NetworkCredential]::new('', $secret).SecurePassword
        }

        if ($secret -is [securestring] -and $AsPlainText) {
            return [System.Net.NetworkCredential]::new('', $secret).Password
        }

        $secret
    }
}

function Set-Secret {
    <#
    .SYNOPSIS
    Stores a secret.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A real signature')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute(
        'PSUseSingleValueFromPipelineParameter', '', Justification = 'A real signature')]
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'SecureStringParameterSet')]
    param(
        [Parameter(Position = 0, Mandatory, ParameterSetName = 'ObjectParameterSet')]
        [Parameter(Position = 0, Mandatory, ParameterSetName = 'SecureStringParameterSet')]
        [string] $Name,

        [Parameter(Position = 1, Mandatory, ValueFromPipeline, ParameterSetName = 'ObjectParameterSet')]
        [object] $Secret,

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
        if (-not $PSCmdlet.ShouldProcess($Vault, 'Write secret to vault and override any existing secret of the same name')) {
            return
        }

        $value = if ($PSCmdlet.ParameterSetName -eq 'ObjectParameterSet') { $Secret } else { $SecureStringSecret }
        $vaultName = if ($Vault) { $Vault } else { $script:DefaultVaultName }
        $target = Resolve-Vault -Cmdlet $PSCmdlet -Name $vaultName
        if ($target.Parameters.Ignores) {
            return
        }

        $message = "Unable to add secret $Name to vault $Vault"
        if ($target.Parameters.Rejects) {
            $text = if ($value -is [securestring]) { [System.Net.NetworkCredential]::new('', $value).Password } else { $value }
            $refusal = [InvalidOperationException]::new($message, [ArgumentException]::new("bad value '$text'"))
            Write-VaultError -Cmdlet $PSCmdlet -Id 'SetSecretInvalidOperation' -Category 'InvalidOperation' -Exception $refusal
            return
        }

        if (-not (Test-VaultFault -Cmdlet $PSCmdlet -Vault $target -Id 'SetSecretInvalidOperation' -Message $message)) {
            $target.Secrets[$Name] = $value
        }
    }
}

function Remove-Secret {
    <#
    .SYNOPSIS
    Removes a secret.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A real signature')]
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'NameParameterSet')]
    param(
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'NameParameterSet')]
        [string] $Name,

        [Parameter(Position = 1, Mandatory, ParameterSetName = 'NameParameterSet')]
        [string] $Vault,

        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'InfoParameterSet')]
        [SecretInformation] $InputObject
    )

    process {
        if (-not $PSCmdlet.ShouldProcess($Vault, 'Remove secret by name from vault')) {
            return
        }

        $target = Resolve-Vault -Cmdlet $PSCmdlet -Name $Vault
        if ($target.Parameters.Keeps) {
            $refusal = [InvalidOperationException]::new("Unable to remove secret $Name from vault $Vault")
            Write-VaultError -Cmdlet $PSCmdlet -Id 'RemoveSecretInvalidOperation' -Category 'InvalidOperation' -Exception $refusal
            return
        }

        if (-not $target.Parameters.Ignores) {
            $target.Secrets.Remove($Name)
        }
    }
}

Export-ModuleMember -Function 'Register-SecretVault', 'Get-SecretVault', 'Get-Secret', 'Set-Secret', 'Remove-Secret'
