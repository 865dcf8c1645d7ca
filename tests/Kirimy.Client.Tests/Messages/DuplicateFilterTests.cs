using Kirimy.Client.Messages;

namespace Kirimy.Client.Tests.Messages;

public sealed class DuplicateFilterTests
{
    [Fact]
    public void Only_the_same_text_to_the_same_recipient_is_one()
    {
        var filter = new DuplicateFilter();
        Assert.True(filter.IsFirst("62812", "Halo"));
        Assert.False(filter.IsFirst("62812", "Halo"));
        Assert.True(filter.IsFirst("62813", "Halo"));
        Assert.True(filter.IsFirst("62812", "halo"));
        Assert.True(filter.IsFirst("6281", "2\nHalo"));
        Assert.False(filter.IsFirst("62812", "Halo"));
    }

    [Fact]
    public void A_row_takes_little_memory_however_long_its_text_is()
    {
        var filter = new DuplicateFilter();
        var text = new string('x', 4000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10_000; i++)
        {
            filter.IsFirst("62812" + i, text);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 10_000 * 100);
        GC.KeepAlive(filter);
    }
}
