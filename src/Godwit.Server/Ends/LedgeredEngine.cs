using Godwit.Store;
using Godwit.Sync;

namespace Godwit.Server.Ends;

/// <summary>The engine with a ledger for each move in the data folder: as <c>godwit move</c> runs it.</summary>
/// <param name="folder">The ledgers' folder.</param>
/// <param name="clock">The clock.</param>
internal sealed class LedgeredEngine(string folder, TimeProvider clock) : ISyncEngine
{
    /// <inheritdoc/>
    public IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings) =>
        new Running(new RecordedMove(settings, ends.Source, ends.Target, PathOf(move), MoveEnvironment.System with { Clock = clock }));

    /// <inheritdoc/>
    public void Forget(Guid move)
    {
        foreach (var file in Directory.EnumerateFileSystemEntries(folder, move.ToString("N") + "*"))
        {
            if (Directory.Exists(file)) Directory.Delete(file, recursive: true);
            else File.Delete(file);
        }
    }

    private string PathOf(Guid move) => Path.Combine(folder, move.ToString("N") + ".state");

    private sealed class Running(RecordedMove move) : IRunningSync
    {
        public MoveProgress? Progress => move.Progress;

        public MoveResult SoFar => move.SoFar;

        public MoveResult Run(CancellationToken cancellation) => move.Run(show: null, cancellation);
    }
}
