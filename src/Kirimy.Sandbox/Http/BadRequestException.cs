namespace Kirimy.Sandbox.Http;

/// <summary>Bytes that are no HTTP/1.1 request. The connection can't be used further.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
