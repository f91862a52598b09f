namespace Godwit.Connectors.Memory;

/// <summary>
/// Where a simulation steps in. It is asked at every named step of every lane, with no lock held, and may do anything meanwhile: play the user, advance a
/// clock, throw a <see cref="FaultException"/>. The store itself stays honest; every lie is a <see cref="MemoryTwist"/>.
/// </summary>
public interface IMemoryFaults
{
    /// <summary>What shall happen at this step; null lets things take their course.</summary>
    MemoryTwist? At(in MemoryMoment moment);
}

/// <summary>A moment in the work of a lane.</summary>
/// <param name="Step">What is about to happen, or has just happened.</param>
/// <param name="Call">Within which call of the lane.</param>
/// <param name="Lane">Which lane of the connector: 1 for the first one opened, and so on.</param>
/// <param name="Folder">The folder it is about, or null.</param>
/// <param name="Uid">The message it is about, or 0.</param>
/// <param name="Messages">In a commit, how many messages the group holds.</param>
public readonly record struct MemoryMoment(MemoryStep Step, LaneCall Call, int Lane, FolderPath? Folder, uint Uid, int Messages);

/// <summary>The steps at which <see cref="IMemoryFaults"/> is asked.</summary>
public enum MemoryStep
{
    /// <summary>Before anything of a call is done.</summary>
    CallStarting,
    /// <summary>After a call is done, before it answers. A listing or reader ends with its last message.</summary>
    CallEnding,
    /// <summary>Before a message is listed.</summary>
    Listing,
    /// <summary>Before a message is handed to the reader.</summary>
    Reading,
    /// <summary>Before a piece of a body is read.</summary>
    ReadingPiece,
    /// <summary>Before a piece of a body is taken from the feed.</summary>
    WritingPiece,
    /// <summary>A group of appended messages is complete and about to be stored.</summary>
    GroupCommitting,
    /// <summary>The group is stored, its outcomes are not yet told.</summary>
    GroupCommitted,
}
