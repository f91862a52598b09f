namespace Godwit.Sync;

/// <summary>What has become of a pair since it was made. The zero value is a pair whose both sides live.</summary>
[Flags]
public enum PairState : byte
{
    /// <summary>Both sides were there when last seen.</summary>
    Alive = 0,
    /// <summary>The source's message is gone, and that has been dealt with.</summary>
    SourceGone = 1,
    /// <summary>The target's message is gone (removed there, or by us).</summary>
    TargetGone = 2,
    /// <summary>Neither side has it: the row only remembers.</summary>
    Tombstone = SourceGone | TargetGone,
    /// <summary>The target's bytes differ from the source's (a header added by another tool, or by the target).</summary>
    Altered = 4,
    /// <summary>Somebody changed the target's flags: a removal on the source no longer removes it there.</summary>
    Touched = 8,
}
