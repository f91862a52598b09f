namespace Godwit.Sync;

/// <summary>Flags as one side had them when they were last in step: the base of the three-way merge.</summary>
/// <param name="System">System flags.</param>
/// <param name="Keywords">Index into the ledger's <see cref="KeywordTable"/>; 0 is no keyword.</param>
public readonly record struct FlagBase(SystemFlags System, int Keywords);

/// <summary>
/// One message on both sides. A value of fixed size, so that a folder of a million is some chunks of memory and no objects. Uids mean something only with the generations in the
/// folder's <see cref="FolderRecord"/>. Size, date and hashes are the source's and never change; state and flags do.
/// </summary>
public struct PairRow
{
    /// <summary>The source's uid.</summary>
    public uint SourceUid;
    /// <summary>The target's uid; 0 where the target never told it.</summary>
    public uint TargetUid;
    /// <summary>Bytes as the source's listing told them (the key for matching, not a promise).</summary>
    public long Size;
    /// <summary>Received date in Unix seconds; <see cref="NoDate"/> when the source told none.</summary>
    public long ReceivedSeconds;
    /// <summary>Its offset from UTC in minutes.</summary>
    public short ReceivedOffset;
    /// <summary>How the pair came about.</summary>
    public PairOrigin Origin;
    /// <summary>What has become of it.</summary>
    public PairState State;
    /// <summary>The source's flags at the last merge.</summary>
    public FlagBase Source;
    /// <summary>The target's flags at the last merge.</summary>
    public FlagBase Target;
    /// <summary>First eight bytes of the header block's hash (<see cref="MessageDigest.Header"/>); 0 when not known.</summary>
    public ulong Header;
    /// <summary>Hash of the content as it was read from the source; the default value when it was never read.</summary>
    public ContentHash Content;

    /// <summary>Stands in <see cref="ReceivedSeconds"/> for a message without a received date.</summary>
    public const long NoDate = long.MinValue;

    /// <summary>True while the source has it.</summary>
    public readonly bool OnSource => (State & PairState.SourceGone) == 0;

    /// <summary>True while the target has it.</summary>
    public readonly bool OnTarget => (State & PairState.TargetGone) == 0;

    /// <summary>The received date, or null.</summary>
    public readonly ReceivedDate? Received => ReceivedSeconds == NoDate ? null : new ReceivedDate(ReceivedSeconds, ReceivedOffset);
}
