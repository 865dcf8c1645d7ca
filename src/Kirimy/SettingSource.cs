namespace Kirimy;

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
