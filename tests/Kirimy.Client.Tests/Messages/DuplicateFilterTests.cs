using Kirimy.Client.Messages;

namespace Kirimy.Client.Tests.Messages;

public sealed class DuplicateFilterTests
{
    [Fact]
    public void Only_the_same_text_to_the_same_recipient_is_a_duplicate()
    {
        var filter = new DuplicateFilter();
        Assert.True(filter.IsFirst("62812", "Halo"));
        Assert.False(filter.IsFirst("62812", "Halo"));
        Assert.True(filter.IsFirst("62813", "Halo"));
        Assert.True(filter.IsFirst("62812", "halo"));
        Assert.True(filter.IsFirst("6281", "2\nHalo"));
        Assert.False(filter.IsFirst("62812", "Halo"));
    }
}
