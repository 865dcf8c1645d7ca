namespace Kirimy.Client.Profiles;

/// <summary>The profiles of a file, as it was when it was read.</summary>
public sealed class ProfileList
{
    internal ProfileList(string path, IReadOnlyList<Profile> profiles)
    {
        Path = path;
        Profiles = profiles;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its profiles, by name.</summary>
    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>The one that is used where no other is named; null when there is none.</summary>
    public Profile? Default => Profiles.FirstOrDefault(static p => p.IsDefault);

    /// <summary>The one of a name, in any case; null when there is none.</summary>
    public Profile? Find(string name) => Profiles.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>As <see cref="Find"/>, where there has to be one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="origin">Who named it: -Profile, for example.</param>
    /// <exception cref="KirimyException">PROFILE_NOT_FOUND.</exception>
    public Profile Require(string name, string origin) =>
        Find(name)
        ?? throw new KirimyException(
            ErrorCode.ProfileNotFound,
            Profiles.Count == 0
                ? Text.Profile_NoneAtAll.With(origin, name, Path)
                : Text.Profile_Unknown.With(origin, name, string.Join(", ", Profiles), Path)
        );
}
