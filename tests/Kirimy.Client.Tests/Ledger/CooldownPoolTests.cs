using CsCheck;
using Kirimy.Client.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

public sealed class CooldownPoolTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly CooldownPool pool;
    private readonly List<TimeSpan> waits = [];

    public CooldownPoolTests() => pool = new CooldownPool(time);

    [Fact]
    public async Task A_permit_rests_after_its_use_and_not_a_moment_longer()
    {
        await FillAsync(3);
        pool.Return(Window);
        var next = EnterAsync(3);
        Assert.Equal(Window, Assert.Single(waits));
        time.Advance(Window - Moment);
        Assert.False(next.IsCompleted);
        time.Advance(Moment);
        Assert.True(await next);
    }

    [Fact]
    public async Task An_unused_permit_does_not_rest()
    {
        await FillAsync(2);
        var next = EnterAsync(2);
        Assert.False(next.IsCompleted);
        pool.Return();
        Assert.True(await next);
    }

    [Fact]
    public async Task First_come_first_served()
    {
        await FillAsync(3);
        for (var i = 1; i <= 3; i++)
        {
            pool.Return(TimeSpan.FromSeconds(i));
        }

        var order = new List<Task<bool>> { EnterAsync(3), EnterAsync(3), EnterAsync(3) };
        foreach (var turn in order.ToList())
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await turn);
            order.Remove(turn);
            Assert.DoesNotContain(order, t => t.IsCompleted);
        }
    }

    [Fact]
    public async Task Who_leaves_the_queue_leaves_the_place_to_the_next()
    {
        using var first = new CancellationTokenSource();
        await FillAsync(1);
        var leaving = EnterAsync(1, first.Token);
        var staying = EnterAsync(1);
        await first.CancelAsync();
        Assert.False(await leaving);
        pool.Return(Window);
        time.Advance(Window);
        Assert.True(await staying);
        pool.Return();
        Assert.True(await EnterAsync(1));
    }

    [Fact]
    public async Task A_hold_keeps_everybody_back_for_its_time()
    {
        pool.Hold(TimeSpan.FromSeconds(10));
        pool.Hold(TimeSpan.FromSeconds(5));
        var next = EnterAsync(100);
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.Single(waits));
        time.Advance(TimeSpan.FromSeconds(10) - Moment);
        Assert.False(next.IsCompleted);
        time.Advance(Moment);
        Assert.True(await next);
    }

    [Fact]
    public async Task A_hold_is_not_lengthened_by_permits_that_rest_while_others_are_free()
    {
        await FillAsync(1);
        pool.Return(Window);
        pool.Hold(TimeSpan.FromSeconds(10));
        var next = EnterAsync(2);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await next);
    }

    [Fact]
    public async Task Each_asks_by_the_number_of_permits_that_it_knows_of()
    {
        await FillAsync(2);
        Assert.True(await EnterAsync(3));
        var strict = EnterAsync(2);
        pool.Return();
        Assert.False(strict.IsCompleted);
        pool.Return();
        Assert.True(await strict);
    }

    /// <summary>
    /// Whoever may arrive at any moment between taking a permit and giving it back: no window of any position holds more arrivals than there
    /// are permits, and a permit is refused only while that many may have arrived within a window.
    /// </summary>
    [Fact]
    public void No_window_holds_more_arrivals_than_permits_and_none_is_held_back_without_need()
    {
        // What is done, and how far the clock goes on.
        var steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 40]).Array[1, 400];
        Gen.Select(Gen.Int[1, 6], steps)
            .Sample(
                (permits, plan) =>
                {
                    var clock = new FakeTimeProvider();
                    var tested = new CooldownPool(clock);
                    var span = TimeSpan.FromMilliseconds(100);
                    var begun = new Queue<long>();
                    var arrivals = new List<(long Earliest, long Latest)>();
                    long now = 0;
                    foreach (var (action, pause) in plan)
                    {
                        clock.Advance(TimeSpan.FromMilliseconds(pause));
                        now += pause;
                        if (action == 0 && begun.Count > 0)
                        {
                            begun.Dequeue();
                            tested.Return();
                        }
                        else if (action < 5 && begun.Count > 0)
                        {
                            arrivals.Add((begun.Dequeue(), now));
                            tested.Return(span);
                        }
                        else
                        {
                            var mayRunNow = begun.Count + arrivals.Count(a => a.Latest + 100 > now) < permits;
                            if (mayRunNow != tested.EnterAsync(permits, _ => { }, new CancellationToken(canceled: true)).AsTask().Result)
                            {
                                return false;
                            }

                            if (mayRunNow)
                            {
                                begun.Enqueue(now);
                            }
                        }
                    }

                    // As unlucky as can be: the late ones late, the early ones early, within a window that begins with the first of them.
                    return arrivals.TrueForAll(first =>
                        arrivals.Count(other => other.Latest >= first.Latest && other.Earliest < first.Latest + 100) <= permits
                    );
                },
                iter: 2000
            );
    }

    private Task<bool> EnterAsync(int permits, CancellationToken stopping = default) =>
        pool.EnterAsync(permits, waits.Add, stopping).AsTask();

    private async Task FillAsync(int permits)
    {
        for (var i = 0; i < permits; i++)
        {
            Assert.True(await EnterAsync(permits));
        }
    }
}
