namespace Godwit.Connectors.Maildir.Tests.Posix;

public sealed class SharedFlushTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Those_who_ask_while_two_are_under_way_share_the_next()
    {
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var flushes = 0;
        var flush = new SharedFlush(_ =>
        {
            Interlocked.Increment(ref flushes);
            begun.Release();
            Assert.True(goOn.Wait(Patience));
            return 0;
        });
        var first = Busy(begun, () => Assert.Equal(0, flush.Run(3, 1, 0)));

        var others = Enumerable.Range(0, 5).Select(_ => Waiting(() => Assert.Equal(0, flush.Run(3, 1, 0)))).ToList();
        goOn.Release(SharedFlush.AtOnce + 1);

        Assert.All([.. first, .. others], static thread => Assert.True(thread.Join(Patience)));
        Assert.Equal(SharedFlush.AtOnce + 1, flushes);
    }

    [Fact]
    public void One_after_the_other_flushes_for_itself()
    {
        var flushed = new List<int>();
        var flush = new SharedFlush(descriptor => { flushed.Add(descriptor); return 0; });

        flush.Run(3, 1, 0);
        flush.Run(4, 2, 0);

        Assert.Equal([3, 4], flushed);
    }

    [Fact]
    public void What_was_opened_first_is_flushed_for_all_since_later_ones_may_not_hear_of_an_earlier_failure()
    {
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var flushed = new List<int>();
        var flush = new SharedFlush(descriptor =>
        {
            flushed.Add(descriptor);
            begun.Release();
            Assert.True(goOn.Wait(Patience));
            return 0;
        });
        var first = Busy(begun, () => flush.Run(3, 1, 0));

        List<Thread> others = [Waiting(() => flush.Run(6, 4, 0)), Waiting(() => flush.Run(5, 2, 0)), Waiting(() => flush.Run(4, 3, 0))];
        goOn.Release(SharedFlush.AtOnce + 1);

        Assert.All([.. first, .. others], static thread => Assert.True(thread.Join(Patience)));
        Assert.Equal([3, 3, 5], flushed);
    }

    [Fact]
    public void A_failure_is_told_to_everybody_who_had_begun_to_write_before_it_and_to_nobody_else()
    {
        var error = -5;
        var flush = new SharedFlush(_ => error);
        var before = flush.Failures;

        Assert.Equal(-5, flush.Run(3, 1, before));
        error = 0;
        Assert.Equal(-5, flush.Run(4, 2, before));
        Assert.Equal(0, flush.Run(4, 2, flush.Failures));
    }

    // As many as may flush at once, each in the middle of it.
    private static List<Thread> Busy(SemaphoreSlim begun, Action act) => [.. Enumerable.Range(0, SharedFlush.AtOnce).Select(_ =>
    {
        var thread = Start(act);
        Assert.True(begun.Wait(Patience));
        return thread;
    })];

    private static Thread Waiting(Action act)
    {
        var thread = Start(act);
        Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
        return thread;
    }

    private static Thread Start(Action act)
    {
        var thread = new Thread(() => act()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
