namespace Godwit.Sync.Tests.Applying;

/// <summary>Does what the test says at each step, for so many steps at which it says anything.</summary>
internal sealed class Twists(Func<MemoryMoment, MemoryTwist?> act, int times = int.MaxValue) : IMemoryFaults
{
    private int _left = times;

    public MemoryTwist? At(in MemoryMoment moment) => Volatile.Read(ref _left) > 0 && act(moment) is { } twist && Interlocked.Decrement(ref _left) >= 0 ? twist : null;
}
