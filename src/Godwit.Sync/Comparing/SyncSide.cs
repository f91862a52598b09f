namespace Godwit.Sync;

/// <summary>Which half of a pair is meant. The ledger is symmetric, so that what is written once serves both sides and the way back.</summary>
internal sealed class SyncSide
{
    private SyncSide(Side side, Func<PairRow, uint> uid, Func<PairRow, bool> has, Func<PairRow, FlagBase> flags, Func<FolderRecord, SideRecord> record) =>
        (Side, Uid, Has, Flags, Record) = (side, uid, has, flags, record);

    /// <summary>The side that is read.</summary>
    public static SyncSide Source { get; } = new(Side.Source, row => row.SourceUid, row => row.OnSource, row => row.Source, record => record.Source);

    /// <summary>The side that is written.</summary>
    public static SyncSide Target { get; } = new(Side.Target, row => row.TargetUid, row => row.OnTarget && row.TargetUid != 0, row => row.Target, record => record.Target);

    /// <summary>The side as a fault names it.</summary>
    public Side Side { get; }

    /// <summary>A row's uid on this side.</summary>
    public Func<PairRow, uint> Uid { get; }

    /// <summary>True when the row's message was on this side when last seen.</summary>
    public Func<PairRow, bool> Has { get; }

    /// <summary>A row's flags on this side when last in step.</summary>
    public Func<PairRow, FlagBase> Flags { get; }

    /// <summary>This side's part of a folder's record.</summary>
    public Func<FolderRecord, SideRecord> Record { get; }
}
