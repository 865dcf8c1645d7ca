using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Secrets;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Commands;

/// <summary>Stores the API key in a SecretManagement vault, where the other cmdlets find it.</summary>
[Cmdlet(VerbsCommon.Set, "KirimyApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class SetKirimyApiKeyCommand : ProfileCmdlet
{
    private readonly List<object> piped = [];
    private bool isArgument;

    /// <summary>
    /// The API key: a SecureString, or text from the pipeline or with -AsPlainText. By default the cmdlet prompts for it. Typed as object,
    /// because PowerShell's error for converting text to SecureString repeats the text.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public object? ApiKey { get; set; }

    /// <summary>The secret's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault to store the secret in; by default the default vault.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <summary>Confirms that -ApiKey is plain text on purpose.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Returns an object that describes the stored key, without the key itself.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => isArgument = MyInvocation.BoundParameters.ContainsKey(nameof(ApiKey));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!isArgument && ApiKey.Unwrap() is { } value)
        {
            piped.Add(value);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Guard(Store, Name);

    private void Store()
    {
        var given = isArgument ? FromArgument() : FromPipeline();
        var key = given is null ? null : Client.Api.ApiKey.From(given);
        var (name, ownVault) = ChooseSecret(Name, Vault);
        var secrets = SecretManagement.Require(this);
        var vault = secrets.RequireTarget(ownVault).Name;
        if (!ShouldProcess(Text.ApiKey_Target.With(name, vault), Text.SetApiKey_Action))
        {
            return;
        }

        key ??= Client.Api.ApiKey.From(PromptForKey());
        var secret = key.ToSecureString();
        secrets.Write(name, secret, vault);
        WriteVerbose(Text.SetApiKey_Stored.With(key.Fingerprint, name, vault));
        WarnAboutEnvironment(key);
        if (PassThru)
        {
            WriteObject(new FoundApiKey(secret, ApiKeySource.SecretManagement, name, vault).Describe());
        }
    }

    // The variable takes precedence over the default secret, so the key that was just stored wouldn't be used.
    private void WarnAboutEnvironment(Client.Api.ApiKey stored)
    {
        if (Settings.Secret.Origin is null && ApiKeyChain.FromEnvironment() is { } key && !key.Is(stored))
        {
            WriteWarning(Text.SetApiKey_Environment.With(ApiKeyChain.EnvironmentVariable));
        }
    }

    private SecureString FromArgument() =>
        ApiKey.Unwrap() switch
        {
            string text when AsPlainText => Protect(text),
            string => throw new KirimyException(ErrorCode.PlainTextKey, Text.SetApiKey_PlainText),
            // The variable isn't set. A prompt would hide the mistake and hang a script.
            null => Protect(string.Empty),
            var value => FromValue(value),
        };

    private SecureString? FromPipeline()
    {
        if (!MyInvocation.ExpectingInput)
        {
            return null;
        }

        // Files often end with an empty line.
        var values = piped.FindAll(v => v is not string text || !string.IsNullOrWhiteSpace(text));
        return values.Count switch
        {
            0 => throw new KirimyException(ErrorCode.ApiKeyMissing, Text.SetApiKey_NothingPiped),
            1 => values[0] is string text ? Protect(text) : FromValue(values[0]),
            _ => throw new KirimyException(ErrorCode.ApiKeyMalformed, Text.SetApiKey_SeveralPiped.With(values.Count)),
        };
    }

    private SecureString PromptForKey()
    {
        try
        {
            Host.UI.Write(Text.SetApiKey_Prompt);
            return Host.UI.ReadLineAsSecureString() ?? throw new KirimyException(ErrorCode.ApiKeyMissing, Text.SetApiKey_NoPrompt);
        }
        // Hosts without a user throw these exceptions; hosts without prompts throw NotImplementedException.
        catch (Exception exception) when (exception is HostException or InvalidOperationException or NotImplementedException)
        {
            Host.UI.WriteLine();
            throw new KirimyException(ErrorCode.ApiKeyMissing, Text.SetApiKey_NoPrompt, exception);
        }
    }

    private static SecureString FromValue(object value) =>
        value as SecureString ?? throw new KirimyException(ErrorCode.ApiKeyMalformed, Text.SetApiKey_WrongType.With(value.GetType().Name));

    private static SecureString Protect(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
