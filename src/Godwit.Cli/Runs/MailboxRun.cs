using Godwit.Store;

namespace Godwit.Cli;

/// <summary>The move of one mailbox, from its addresses to its result. Prints nothing.</summary>
/// <param name="options">The move.</param>
/// <param name="link">The way to the stores, which outlives this run.</param>
/// <param name="surroundings">What is around.</param>
/// <param name="name">What the wire log calls the mailbox; null where there is one only.</param>
internal sealed class MailboxRun(MoveOptions options, OpenLink link, Surroundings surroundings, string? name = null)
{
    private RecordedMove? _move;

    /// <summary>The state's file, once the run has begun.</summary>
    public string? StatePath { get; private set; }

    /// <summary>What was done until now; for a move that did not come to its end.</summary>
    public MoveResult SoFar => _move?.SoFar ?? new MoveResult();

    /// <summary>Moves.</summary>
    /// <param name="show">Is given what there is to watch, once the move begins; what it returns is disposed when the move has ended.</param>
    /// <exception cref="FaultException">The move could not go on.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was done is recorded.</exception>
    public MoveResult Run(Func<MoveProgress, IDisposable> show)
    {
        using var connectors = new StoreConnectors(link, surroundings.Environment, surroundings.Ask, surroundings.Clock, name);
        var sourceIdentity = connectors.Source(options.From, indexFolder: null).Identity;
        var target = connectors.Target(options.To);
        var statePath = StatePath = options.StatePath ?? StateLocation.For(sourceIdentity, target.Identity, surroundings.Environment);
        var environment = MoveEnvironment.System with { Clock = surroundings.Clock };
        _move = new RecordedMove(options.Settings, index => connectors.Source(options.From, index), target, statePath, environment, () => connectors.Rehearsed(options.To));
        return _move.Run(show, surroundings.Stop);
    }
}
