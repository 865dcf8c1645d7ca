using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Ledger.Redis;

namespace Kirimy.Client.Tests.Ledger;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://host", "host:6379", false, null, null, 0)]
    [InlineData("redis://host/", "host:6379", false, null, null, 0)]
    [InlineData("REDIS://127.0.0.1:7000/3", "127.0.0.1:7000", false, null, null, 3)]
    [InlineData("rediss://host:6380", "host:6380", true, null, null, 0)]
    [InlineData("redis://:p%40ss%3A%2F@host", "host:6379", false, null, "p@ss:/", 0)]
    [InlineData("rediss://kirimy:a:b@host:1/2", "host:1", true, "kirimy", "a:b", 2)]
    [InlineData("redis://[::1]:7000", "[::1]:7000", false, null, null, 0)]
    public void A_Redis_address_has_a_server_a_user_and_a_database(
        string text,
        string shown,
        bool isTls,
        string? user,
        string? password,
        int database
    )
    {
        var address = RedisAddress.Parse(text);
        Assert.Equal((shown, isTls, user, password), (address.ToString(), address.IsTls, address.User, address.Password));
        Assert.Equal(database, address.Database);
        Assert.Equal(shown, LedgerAddress.Parse(text).ToString());
    }

    [Theory]
    [InlineData("redis://")]
    [InlineData("redis://host:0")]
    [InlineData("redis://host/x")]
    [InlineData("redis://host/-1")]
    [InlineData("redis://host/1/2")]
    [InlineData("redis://host?ssl=hunter2")]
    [InlineData("redis://hunter2@host")]
    [InlineData("redis://user:@host")]
    [InlineData("redis://user:hunter2/x@host:6379")]
    [InlineData("redis://user:hunter2#x@host")]
    [InlineData("redis://user:hunter2@host:port")]
    public void Any_other_address_is_refused_without_being_shown(string text)
    {
        var refused = Assert.Throws<KirimyException>(() => LedgerAddress.Parse(text));
        Assert.Equal(ErrorCode.InvalidLedger, refused.Code);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }
}
