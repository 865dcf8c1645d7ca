using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

/// <summary>Tests real files with their delimiters, encodings, headers and damage against the expected contacts.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files { get; } = [.. CorpusFile.Names];

    [Fact]
    public void The_corpus_has_at_least_180_files() => Assert.True(CorpusFile.Names.Count >= 180, $"{CorpusFile.Names.Count} files.");

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_corpus_file_has_its_expected_contacts_or_error(string name)
    {
        var expected = new CorpusFile(name);
        if (expected.Error is { } code)
        {
            var refusal = Assert.Throws<KirimyException>(() => ContactFile.Open(expected.Path, expected.Options, CancellationToken.None));
            Assert.Equal(code, refusal.Code);
            Assert.All(expected.Says, says => Assert.Contains(says, refusal.Message, StringComparison.Ordinal));
            return;
        }

        using var file = ContactFile.Open(expected.Path, expected.Options, CancellationToken.None);
        Assert.Equal(expected.Encoding, file.EncodingName);
        Assert.Equal(expected.Delimiter, file.Delimiter.ToString());
        Assert.Equal(expected.NumberColumn, file.NumberColumn);
        var contacts = file.Read(CancellationToken.None).ToList();
        Assert.Equal(contacts.Count, file.Count);
        Assert.Equal(
            expected.Contacts.Select(c => (c.Row, c.Recipient, c.Name, c.Reason)),
            contacts.Select(c => (c.RowNumber, c.Recipient, c.Name, c.Reason))
        );
        foreach (var (contact, columns) in contacts.Zip(expected.Contacts, (contact, c) => (contact, c.Columns)))
        {
            Assert.Equal(columns, columns.Keys.ToDictionary(column => column, column => contact.Cell(column)!));
            Assert.Subset(contact.ColumnNames.ToHashSet(), columns.Keys.ToHashSet());
            if (!contact.IsValid)
            {
                Assert.StartsWith(
                    $"{Path.GetFileName(expected.Path)}, row {contact.RowNumber}, column ",
                    contact.Advice,
                    StringComparison.Ordinal
                );
            }
        }
    }
}
