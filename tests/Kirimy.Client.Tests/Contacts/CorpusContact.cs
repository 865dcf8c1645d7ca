namespace Kirimy.Client.Tests.Contacts;

/// <summary>The expected contact of a row.</summary>
internal sealed record CorpusContact(int Row, string? Recipient, string? Name, string? Reason, IReadOnlyDictionary<string, string> Columns);
