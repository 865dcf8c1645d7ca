namespace Kirimy.Client.Tests.Contacts;

/// <summary>What must come out of a row.</summary>
internal sealed record CorpusContact(int Row, string? Recipient, string? Name, string? Reason, IReadOnlyDictionary<string, string> Columns);
