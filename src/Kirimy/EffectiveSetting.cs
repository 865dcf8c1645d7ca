namespace Kirimy;

/// <summary>The value of a setting for cmdlets without the parameter, and its source.</summary>
public sealed class EffectiveSetting
{
    internal EffectiveSetting() { }

    /// <summary>The name of the setting, which is also the name of the parameter.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>The value; null if it has none.</summary>
    public object? Value { get; internal init; }

    /// <summary>The kind of its source.</summary>
    public SettingSource Source { get; internal init; }

    /// <summary>The source itself, such as the name of the profile or of the environment variable; null if the source has no name.</summary>
    public string? Origin { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {(Value is IEnumerable<string> several ? string.Join(", ", several) : Value)} ({Source})";
}

/// <summary>The source of a setting, in the order of precedence.</summary>
public enum SettingSource
{
    /// <summary>A parameter of the cmdlet.</summary>
    Parameter,

    /// <summary>The default sandbox of the PowerShell session.</summary>
    Sandbox,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A profile.</summary>
    Profile,

    /// <summary>The default value.</summary>
    Default,
}
