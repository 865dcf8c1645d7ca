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
    public void Finds_the_very_name_before_one_that_is_written_otherwise(string variable, int position) =>
        Assert.Equal(position, ColumnName.Find(variable, ["wa", "Name", "No. HP", "no_hp", "Alamat Rumah"]));

    [Theory]
    [InlineData("No. HP", "NoHP")]
    [InlineData("no_hp", "nohp")]
    [InlineData("Tgl-Lahir (th)", "TglLahirth")]
    public void Takes_away_what_stands_between_words(string name, string plain) => Assert.Equal(plain, ColumnName.Plain(name));
}
