using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>The source as the engine gets it: lanes with accidents, and none that could write.</summary>
internal sealed class WatchedSource(World world, EngineProcess process) : IMailboxConnector
{
    private readonly MemoryConnector _inner = new(world.Source, new Hook(world));

    public string Identity => _inner.Identity;

    public IMailboxSource OpenSource(CancellationToken cancellation) => _inner.OpenSource(cancellation);

    public IMailboxTarget OpenTarget(CancellationToken cancellation) => throw process.Break("the source is only read", "a lane that writes was asked for");

    private sealed class Hook(World world) : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => world.Steps.At(onSource: true, moment);
    }
}
