using System.Text;

namespace Kirimy.Client.Tests.Servers;

/// <summary>One received request.</summary>
internal sealed record ReceivedRequest(string RequestLine, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string? Header(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).SingleOrDefault();

    public string Boundary => Header("Content-Type")!.Split("boundary=")[1];

    /// <summary>The body with the boundary replaced by a fixed word.</summary>
    public string BodyWithoutBoundary => Encoding.UTF8.GetString(Body).Replace(Boundary, "BOUNDARY", StringComparison.Ordinal);

    /// <summary>The fields of the form, read without a general parser.</summary>
    public IReadOnlyDictionary<string, string> Fields =>
        Encoding
            .UTF8.GetString(Body)
            .Split("--" + Boundary + "\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split("\r\n\r\n", 2))
            .ToDictionary(
                part => part[0].Split('"')[1],
                part =>
                    part[1]
                        [..part[1].LastIndexOf("\r\n", StringComparison.Ordinal)]
                        .Replace("\r\n--" + Boundary + "--", "", StringComparison.Ordinal)
            );

    public string Recipient => Fields["receive"];

    public string SessionId => Fields["session_id"];

    public string Message => Fields["message"];
}
