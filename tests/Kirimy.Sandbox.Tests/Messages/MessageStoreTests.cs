using Kirimy.Sandbox.Messages;

namespace Kirimy.Sandbox.Tests.Messages;

public sealed class MessageStoreTests
{
    [Fact]
    public void The_newest_are_kept_and_all_are_counted()
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
    public void Ten_thousand_are_kept()
    {
        var store = new MessageStore();
        for (var i = 0; i < 10_001; i++)
        {
            Add(store, "x");
        }

        Assert.Equal((10_001, 10_000), (store.Total, store.Snapshot().Count));
    }

    [Fact]
    public void The_newest_behind_an_id_come_newest_first()
    {
        var store = new MessageStore(capacity: 10);
        for (var i = 1; i <= 6; i++)
        {
            Add(store, "x");
        }

        Assert.Equal([6L, 5L], store.Newest(2).Select(m => m.Id));
        Assert.Equal([6L, 5L], store.Newest(10, after: 4).Select(m => m.Id));
        Assert.Equal([6L], store.Newest(1, after: 4).Select(m => m.Id));
        Assert.Empty(store.Newest(10, after: 6));
    }

    [Fact]
    public void Clearing_forgets_the_messages_and_not_their_count()
    {
        var store = new MessageStore();
        Add(store, "x");
        store.Clear();
        Assert.Equal(1, store.Total);
        Assert.Empty(store.Snapshot());
    }

    private static void Add(MessageStore store, string text) => store.Add(id => new SandboxMessage { Id = id, Message = text });
}
