using System.Security.Cryptography;
using System.Text;
using Godwit.Store;
using Godwit.Sync;

namespace Godwit.Server.Ends;

/// <summary>
/// The engine with a ledger for each move in the data folder: as <c>godwit move</c> runs it. Where an endpoint or a store leads elsewhere than when the move began, the pair of mailboxes is another one to a ledger,
/// and the move has one for each pair: what is on the target is recognised by its content, as by a node that takes the move from another one.
/// </summary>
/// <param name="folder">The ledgers' folder.</param>
/// <param name="clock">The clock.</param>
internal sealed class LedgeredEngine(string folder, TimeProvider clock) : ISyncEngine
{
    /// <inheritdoc/>
    public IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings) =>
        new Running(path => new RecordedMove(settings, ends.Source, ends.Target, path, MoveEnvironment.System with { Clock = clock }), PathOf(move), ends);

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

    private sealed class Running(Func<string, RecordedMove> with, string path, MoveEnds ends) : IRunningSync
    {
        private volatile RecordedMove _move = with(path);

        public MoveProgress? Progress => _move.Progress;

        public MoveResult SoFar => _move.SoFar;

        public MoveResult Run(CancellationToken cancellation)
        {
            try
            {
                return _move.Run(show: null, cancellation);
            }
            catch (FaultException refusal) when (refusal.Fault.Kind == SyncFaults.StateOfAnotherPair)
            {
                // Nothing was opened yet: a ledger refuses before anything else is done.
                return Elsewhere(cancellation);
            }
        }

        private MoveResult Elsewhere(CancellationToken cancellation)
        {
            var (source, target) = (ends.Source(null).Identity, ends.Target.Identity);
            var pair = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{target}")))[..16];
            var ofPair = $"{path[..^".state".Length]}-{pair}.state";
            var isNew = !File.Exists(ofPair);
            _move = with(ofPair);
            var result = _move.Run(show: null, cancellation);
            return !isNew ? result : result with
            {
                Notes = [$"The mailboxes are reached another way than when this move began, now {OtherSideText.Show(source)} and {OtherSideText.Show(target)}; what was copied before was recognised by its content.", .. result.Notes],
            };
        }
    }
}
