namespace Godwit.Sync;

/// <summary>How a pair came about. Only what we copied or moved ourselves is ours to remove.</summary>
public enum PairOrigin : byte
{
    /// <summary>We appended the target's message.</summary>
    Copied,
    /// <summary>The target's message was there before (another tool, or mail delivered to both sides); recognised by its content.</summary>
    Adopted,
    /// <summary>We moved the target's message here from another folder, because the source's was.</summary>
    Moved,
}
