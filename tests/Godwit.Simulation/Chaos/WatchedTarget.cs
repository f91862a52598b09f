using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>The target as the engine gets it: lanes with accidents, each change looked at before it is done.</summary>
internal sealed class WatchedTarget(World world, EngineProcess process) : IMailboxConnector
{
    private readonly MemoryConnector _inner = new(world.Target, new Hook(world));

    public string Identity => _inner.Identity;

    public IMailboxSource OpenSource(CancellationToken cancellation) => _inner.OpenSource(cancellation);

    public IMailboxTarget OpenTarget(CancellationToken cancellation)
    {
        var lane = _inner.OpenTarget(cancellation);
        return new WatchedLane(lane, new Watch(world, process));
    }

    private sealed class Hook(World world) : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => world.Steps.At(onSource: false, moment);
    }
}
