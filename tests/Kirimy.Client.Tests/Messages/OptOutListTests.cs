using System.Text;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Tests.Messages;

public sealed class OptOutListTests
{
    [Theory]
    [InlineData("081234567890\n+62 813-1234-5678\n")]
    [InlineData("\uFEFF# berhenti\r\n\r\n6281234567890   # Budi, 3 Mei\r\n  '0813 1234 5678\r\n \t\r\n0813.1234.5678")]
    [InlineData("nomor\n081234567890\n081312345678")]
    [InlineData("name,wa\n\"Budi, S.Kom\",6281234567890\nSiti,6281312345678\n,\n")]
    [InlineData("sep=;\nNama;No. HP;Alasan\nBudi;=\"081234567890\";bosan\nSiti;\"=\"\"081312345678\"\"\";\"baris\nkedua; lagi\"\n")]
    [InlineData("# daftar\nphone\tname\n081234567890\tBudi\n081312345678\t\n")]
    [InlineData("nama|hp\nBudi|081234567890\n#Ani|081\nSiti|081312345678")]
    public void An_opt_out_list_has_lines_or_columns(string content)
    {
        using var file = new ScratchFile();
        file.Write(content);
        var list = OptOutList.Load(file.Path);
        Assert.Equal(2, list.Count);
        Assert.True(list.Contains("6281234567890"));
        Assert.True(list.Contains("6281312345678"));
        Assert.False(list.Contains("6281312345679"));
        Assert.False(list.Contains("?"));
    }

    [Fact]
    public void A_list_in_Unicode_text_of_a_spreadsheet_is_read()
    {
        using var file = new ScratchFile();
        file.Write([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Nama\tNo. HP\r\nBudi\t081234567890\r\n")]);
        Assert.True(OptOutList.Load(file.Path).Contains("6281234567890"));
    }

    [Fact]
    public void An_empty_opt_out_list_is_valid()
    {
        using var file = new ScratchFile();
        file.Write("# nobody yet\n\n");
        Assert.Equal(0, OptOutList.Load(file.Path).Count);
    }

    [Theory]
    [InlineData("081234567890\n0812O4567890\n", 2)]
    [InlineData("081234567890\n6,28123E+12\n", 2)]
    [InlineData("# a\nname,wa\nBudi,081234567890\nSiti,6.28E+12\n", 4)]
    [InlineData("wa;name\n6281234567890;Budi\nbudi@example.com;Siti", 3)]
    [InlineData("Budi;081234567890\n", 1)]
    [InlineData("Daftar berhenti\n081234567890\n", 1)]
    public void An_invalid_number_is_reported_with_its_line(string content, int line)
    {
        using var file = new ScratchFile();
        file.Write(content);
        var refusal = Assert.Throws<KirimyException>(() => OptOutList.Load(file.Path));
        Assert.Equal(ErrorCode.OptOutInvalid, refusal.Code);
        Assert.Contains($"'{file.Path}', line {line}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_invalid_lines_are_reported_together()
    {
        using var file = new ScratchFile();
        file.Write("081234567890\n" + string.Concat(Enumerable.Repeat("x\n", 20)));
        var refusal = Assert.Throws<KirimyException>(() => OptOutList.Load(file.Path));
        Assert.Contains("line 2,", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("20", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_file_is_named_in_the_error()
    {
        foreach (var path in new[] { Path.Combine(Path.GetTempPath(), "kirimy-no-such-file"), Path.GetTempPath(), "" })
        {
            var refusal = Assert.Throws<KirimyException>(() => OptOutList.Load(path));
            Assert.Equal(ErrorCode.OptOutUnreadable, refusal.Code);
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
    }
}
