using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

public sealed class ColumnNameTests
{
    [Theory]
    [InlineData("name", 1)]
    [InlineData("NO_HP", 3)]
    [InlineData("no hp", 2)]
    [InlineData("No. HP", 2)]
    [InlineData("nohp", 2)]
    [InlineData("alamat.rumah", 4)]
    [InlineData("alamat", -1)]
    [InlineData("...", -1)]
    [InlineData("", -1)]
    public void An_exact_name_takes_precedence_over_another_spelling(string variable, int position) =>
        Assert.Equal(position, ColumnName.Find(variable, ["wa", "Name", "No. HP", "no_hp", "Alamat Rumah"]));

    [Theory]
    [InlineData("No. HP", "NoHP")]
    [InlineData("no_hp", "nohp")]
    [InlineData("Tgl-Lahir (th)", "TglLahirth")]
    public void Separators_between_words_are_removed(string name, string plain) => Assert.Equal(plain, ColumnName.Plain(name));
}
