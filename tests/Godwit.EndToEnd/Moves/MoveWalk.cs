using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Moves;

/// <summary>
/// The walk that every pair takes: everything, then a change of everything, then what has changed, then nothing. After each step an independent reader looks at both sides.
/// </summary>
internal sealed class MoveWalk(Place source, Place target, GodwitMove move, Allowances allowed)
{
    private const int Ordinary = 200;

    /// <summary>Walks it.</summary>
    public static async Task WalkAsync(PlaceKind from, PlaceKind to, Allowances allowed)
    {
        await using var source = await Place.OpenAsync(from);
        await using var target = await Place.OpenAsync(to);
        using var folder = new TemporaryFolder();
        var walk = new MoveWalk(source, target, new GodwitMove(source.Store, target.Store, folder.Path), allowed);
        await walk.CopyEverythingAsync();
        await walk.CatchUpAsync();
        await walk.FindNothingAsync();
    }

    private async Task CopyEverythingAsync()
    {
        var filled = await source.FillAsync(Ordinary);

        var report = await move.ReportAsync(0);

        Assert.Equal((filled.Stored, filled.Folders.Count), ((int)report.ItemsCopied, report.Folders));
        await AssertEqualAsync();
    }

    /// <summary>So much is gone from the source that removals wait; all else is done at once.</summary>
    private async Task CatchUpAsync()
    {
        var changed = await source.ChangeAsync();

        var waiting = await move.ReportAsync(4);
        Assert.True(waiting is { DeletionsWaiting: > 20, ItemsDeleted: 0, ItemsCopied: > 0, ItemsUpdated: > 0, ItemsMoved: > 0 }, waiting.ToString());
        Assert.Equal(allowed.RenamedFolderIsNew ? 0 : changed.Renamed.Count, waiting.FoldersRenamed);
        await AssertNothingMissingAsync();

        var approved = await move.ReportAsync(0, "--approve-deletions", waiting.DeletionsWaiting.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // Among identical copies one may find its place after the count was told; it is never more than was approved.
        Assert.InRange(approved.ItemsDeleted, waiting.DeletionsWaiting - 1, waiting.DeletionsWaiting);
        Assert.Equal(changed.Removed.Count + (allowed.RenamedFolderIsNew ? changed.Renamed.Count : 0), approved.FoldersDeleted);
        await AssertEqualAsync();
    }

    private async Task FindNothingAsync()
    {
        var report = await move.ReportAsync(0);

        Assert.True(report.DidNothing, report.ToString());
        await AssertEqualAsync();
    }

    private async Task AssertEqualAsync() => Comparison.AssertEqual(await source.ReadAsync(), await target.ReadAsync(), allowed);

    private async Task AssertNothingMissingAsync() => Comparison.AssertNothingMissing(await source.ReadAsync(), await target.ReadAsync(), allowed);
}
