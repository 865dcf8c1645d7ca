using System.Security.Authentication;

namespace Kirimy.Client.Network;

/// <summary>A server's certificate is not accepted.</summary>
/// <param name="message">What is wrong with it.</param>
internal sealed class CertificateRefusedException(string message) : AuthenticationException(message);
