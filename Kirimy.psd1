@{
    # A comparison here would cost every fresh process 60 ms: it is the first dynamic operation that PowerShell compiles.
    RootModule             = "bin/$PSEdition/Kirimy.PowerShell.dll"
    # The types file names a type of it, and is read before the root module refers to it.
    RequiredAssemblies     = "bin/$PSEdition/Kirimy.dll"
    ModuleVersion          = '0.1.0'
    GUID                   = '5d1b0a3e-5b2f-4c9c-9b43-6f3a1e7c2d84'
    Author                 = 'Kirimy maintainers'
    CompanyName            = 'Kirimy'
    Copyright              = '(c) Kirimy maintainers. MIT licence.'
    Description            = 'Sends WhatsApp messages through the Kirimy Client API: alerts, bulk sends from a CSV, build reports.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @(if ($PSUICulture -like 'id*') { 'id-ID/Kirimy.Format.ps1xml' } else { 'Kirimy.Format.ps1xml' })
    TypesToProcess         = "Kirimy.Types.$PSEdition.ps1xml"
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Clear-KirimyDelivery'
        'Export-KirimyReport'
        'Get-KirimyApiKey'
        'Get-KirimyBatch'
        'Get-KirimyDelivery'
        'Get-KirimyProfile'
        'Get-KirimyQuota'
        'Get-KirimySandbox'
        'Get-KirimySandboxMessage'
        'Import-KirimyContact'
        'Remove-KirimyApiKey'
        'Remove-KirimyProfile'
        'Send-KirimyBuildNotification'
        'Send-KirimyMessage'
        'Set-KirimyApiKey'
        'Set-KirimyDelivery'
        'Set-KirimyProfile'
        'Start-KirimySandbox'
        'Stop-KirimySandbox'
        'Test-KirimyConnection'
        'Test-KirimyMessage'
        'Test-KirimyNumber'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            # The build writes the addresses, the section of the changelog and a tag for each command (BuildManifest in Layout.targets).
            Prerelease   = 'preview1'
            ProjectUri   = '$(RepositoryAddress)'
            LicenseUri   = '$(RepositoryFiles)/LICENSE'
            IconUri      = '$(RepositoryFiles)/docs/images/icon.png?raw=true'
            ReleaseNotes = '$(ReleaseNotes)'
            Tags         = @(
                'WhatsApp'
                'Kirimy'
                'Indonesia'
                'Messaging'
                'Notification'
                'Alert'
                'Bulk'
                'CI'
                'PSEdition_Core'
                'PSEdition_Desktop'
                'Windows'
                'Linux'
                'MacOS'
                '$(CommandTags)'
            )
        }
    }
}
