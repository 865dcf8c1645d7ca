using System.Net;
using System.Security;
using Kirimy.Client.Api;

namespace Kirimy.Client.Tests;

/// <summary>Keys for tests.</summary>
internal static class Secrets
{
    /// <summary>A key in the dashboard's format: 64 hexadecimal digits.</summary>
    public const string Text = "b22d5cc2a561ce890269f782d3321858bf5f6e8d26418cbd903e801d7f08fee2";

    public static ApiKey Key { get; } = ApiKey.From(Secure(Text));

    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
