using Kirimy.Sandbox.Messages;

namespace Kirimy.Sandbox.Tests.Messages;

public sealed class MessageStoreTests
{
    [Fact]
    public void The_newest_messages_are_kept_and_all_are_counted()
    {
        var store = new MessageStore(capacity: 3);
        for (var i = 1; i <= 5; i++)
        {
            Add(store, $"pesan {i}");
        }

        Assert.Equal(5, store.Total);
        Assert.Equal([3L, 4L, 5L], store.Snapshot().Select(m => m.Id));
        Assert.Equal(["pesan 3", "pesan 4", "pesan 5"], store.Snapshot().Select(m => m.Message));
    }

    [Fact]
    public void Ten_thousand_messages_are_kept()
    {
        var store = new MessageStore();
        for (var i = 0; i < 10_001; i++)
        {
            Add(store, "x");
        }

        Assert.Equal((10_001, 10_000), (store.Total, store.Snapshot().Count));
    }

    [Fact]
    public void The_newest_messages_are_returned_newest_first()
    {
        var store = Filled(capacity: 10, count: 6);
        Assert.Equal([6L, 5L], store.Newest(2).Select(m => m.Id));
        Assert.Equal(6, store.Newest(10).Count);
    }

    [Theory]
    [InlineData(0, 10, new long[] { 4, 5, 6 })]
    [InlineData(0, 2, new long[] { 4, 5 })]
    [InlineData(4, 10, new long[] { 5, 6 })]
    [InlineData(5, 1, new long[] { 6 })]
    [InlineData(6, 10, new long[] { })]
    [InlineData(long.MaxValue, 10, new long[] { })]
    public void The_messages_after_an_ID_are_returned_oldest_first(long after, int count, long[] ids)
    {
        var range = Filled(capacity: 3, count: 6).After(after, count);
        Assert.Equal(ids, range.Messages.Select(m => m.Id));
        Assert.Equal((4, 6), (range.Oldest, range.Total));
    }

    [Fact]
    public void The_oldest_ID_of_a_cleared_store_is_the_next_one()
    {
        var store = Filled(capacity: 3, count: 6);
        store.Clear();
        Assert.Equal((7, 6), (store.After(0, 10).Oldest, store.After(0, 10).Total));
        Add(store, "x");
        Assert.Equal([7L], store.After(0, 10).Messages.Select(m => m.Id));
    }

    [Fact]
    public void Clearing_removes_messages_and_keeps_their_count()
    {
        var store = new MessageStore();
        Add(store, "x");
        store.Clear();
        Assert.Equal(1, store.Total);
        Assert.Empty(store.Snapshot());
    }

    private static MessageStore Filled(int capacity, int count)
    {
        var store = new MessageStore(capacity);
        for (var i = 0; i < count; i++)
        {
            Add(store, "x");
        }

        return store;
    }

    private static void Add(MessageStore store, string text) => store.Add(id => new SandboxMessage { Id = id, Message = text });
}
