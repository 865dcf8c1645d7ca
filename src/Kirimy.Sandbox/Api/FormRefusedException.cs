namespace Kirimy.Sandbox.Api;

/// <summary>A request whose body is not the form that the API takes.</summary>
internal sealed class FormRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
