using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

public sealed class LedgerAddressTests
{
    [Theory]
    [InlineData("none")]
    [InlineData(" NONE ")]
    [InlineData("None\r\n")]
    public void The_value_None_is_accepted_in_any_case_and_with_white_space(string text)
    {
        Assert.False(LedgerAddress.IsFile(text));
        Assert.Same(LedgerAddress.None, LedgerAddress.Parse(text));
    }

    [Fact]
    public void An_omitted_address_is_the_default_file()
    {
        var path = LedgerAddress.Default.ToString();
        Assert.True(Path.IsPathFullyQualified(path), path);
        Assert.Equal("ledger.db", Path.GetFileName(path));
        Assert.Equal("kirimy", Path.GetFileName(Path.GetDirectoryName(path)), ignoreCase: true);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("none")]
    public void The_value_None_records_nothing(string text)
    {
        var address = LedgerAddress.Parse(text);
        Assert.False(LedgerAddress.IsFile(text));
        Assert.Equal("None", address.ToString());
        var refused = Assert.Throws<KirimyException>(() => address.OpenLog(new LedgerOptions()));
        Assert.Equal(ErrorCode.InvalidLedger, refused.Code);
    }

    [Fact]
    public void Any_other_text_is_a_path()
    {
        using var folder = new LedgerFolder();
        Assert.True(LedgerAddress.IsFile(folder.Ledger));
        Assert.Equal(folder.Ledger, LedgerAddress.Parse(folder.Ledger).ToString());
    }

    [Fact]
    public void Another_scheme_is_refused_and_its_password_not_shown()
    {
        const string Address = "ftp://user:hunter2@host/1";
        Assert.False(LedgerAddress.IsFile(Address));
        var refused = Assert.Throws<KirimyException>(() => LedgerAddress.Parse(Address));
        Assert.Equal(ErrorCode.InvalidLedger, refused.Code);
        Assert.Contains("'ftp:", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:/host")]
    [InlineData("rediss:host")]
    [InlineData("file::memory:")]
    [InlineData("file:ledger.db")]
    [InlineData("sqlite:ledger.db")]
    public void An_address_with_an_unsupported_scheme_is_refused_and_not_read_as_a_drive(string text)
    {
        Assert.False(LedgerAddress.IsFile(text));
        Assert.Equal(ErrorCode.InvalidLedger, Assert.Throws<KirimyException>(() => LedgerAddress.Parse(text)).Code);
    }

    [Fact]
    public void A_missing_ledger_has_no_records_and_is_not_created()
    {
        using var folder = new LedgerFolder();
        using var log = LedgerAddress.Parse(folder.Ledger).OpenLog(new LedgerOptions());
        Assert.Empty(log.Read(new DeliveryFilter(), CancellationToken.None));
        Assert.Equal(0, log.Count(new DeliveryFilter(), CancellationToken.None));
        Assert.Equal(0, log.Clear(new DeliveryFilter(), CancellationToken.None));
        Assert.Null(log.Resolve("1", DeliveryStatus.Sent));
        Assert.Empty(log.Quotas(new RateLimits()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
