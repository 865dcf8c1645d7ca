namespace Kirimy;

/// <summary>What a setting is for commands that are given no parameter for it, and where that comes from.</summary>
public sealed class EffectiveSetting
{
    internal EffectiveSetting() { }

    /// <summary>The setting, named as the parameter that sets it.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>Its value; null when it has none.</summary>
    public object? Value { get; internal init; }

    /// <summary>What kind of place it comes from.</summary>
    public SettingSource Source { get; internal init; }

    /// <summary>The place itself, such as the name of the profile or of the environment variable; null where there is nothing to name.</summary>
    public string? Origin { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {(Value is IEnumerable<string> several ? string.Join(", ", several) : Value)} ({Source})";
}

/// <summary>Where the value of a setting comes from, in the order in which commands look.</summary>
public enum SettingSource
{
    /// <summary>A parameter of the command.</summary>
    Parameter,

    /// <summary>The sandbox that the session uses as its default.</summary>
    Sandbox,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A profile.</summary>
    Profile,

    /// <summary>None of them: what Kirimy takes where nothing is said.</summary>
    Default,
}
