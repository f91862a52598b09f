using System.Runtime.ExceptionServices;

namespace Godwit.Sync;

/// <summary>Does one thing at the source and one at the target, at the same time where the move may use several threads: far servers are waited for once, not twice.</summary>
internal static class BothSides
{
    /// <summary>Both answers. When both fail, the source's failure is thrown, as it would be in turn; neither goes on alone.</summary>
    public static (TSource Source, TTarget Target) Do<TSource, TTarget>(bool atOnce, Func<TSource> source, Func<TTarget> target)
    {
        if (!atOnce) return (source(), target());
        var (fromSource, failed) = (default(TSource), (Exception?)null);
        var thread = new Thread(() =>
        {
            try { fromSource = source(); }
            catch (Exception e) { failed = e; }
        }) { IsBackground = true, Name = "source" };
        thread.Start();
        var fromTarget = default(TTarget);
        try { fromTarget = target(); }
        catch (Exception e) { thread.Join(); throw failed ?? e; }
        thread.Join();
        if (failed is not null) ExceptionDispatchInfo.Throw(failed);
        return (fromSource!, fromTarget!);
    }
}
