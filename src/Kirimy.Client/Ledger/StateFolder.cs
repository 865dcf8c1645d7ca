using IoPath = System.IO.Path;

namespace Kirimy.Client.Ledger;

/// <summary>The folder where programs keep the user's state on this machine.</summary>
internal static class StateFolder
{
    /// <summary>The folder for Kirimy; it may not exist yet.</summary>
    public static string Path
    {
        get
        {
            if (Environment.OSVersion.Platform == PlatformID.Win32NT)
            {
                var local = Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                );
                return IoPath.Combine(local, "Kirimy");
            }

            // XDG Base Directory Specification: a relative path is invalid, and ignored.
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            if (string.IsNullOrEmpty(state) || !IoPath.IsPathRooted(state))
            {
                var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
                state = IoPath.Combine(home, ".local", "state");
            }

            return IoPath.Combine(state!, "kirimy");
        }
    }
}
