namespace Godwit.Connectors;

/// <summary>
/// A lane that can ask for things before their turn, so that not each of them costs a round trip. Everything here is a hint: a lane without this interface, or a caller that does something else
/// than it announced, gets the same answers, only later.
/// </summary>
public interface IReadsAhead
{
    /// <summary>
    /// These calls of <see cref="IMailboxSource.ListMessages"/> will come one after the other in this order, with nothing in between. Whatever else is asked of the lane ends it, and what was under way
    /// is thrown away. The asking begins at once; to announce the same again changes nothing.
    /// </summary>
    void ExpectListings(IReadOnlyList<ExpectedListing> listings);

    /// <summary>The same for folders that will be listed whole.</summary>
    void ExpectListings(IReadOnlyList<Folder> folders) => ExpectListings([.. folders.Select(static folder => new ExpectedListing(folder))]);

    /// <summary>
    /// As <see cref="ExpectListings(IReadOnlyList{ExpectedListing})"/>, for calls of <see cref="IMailboxSource.ReadMessages"/>. For little only, some megabytes in all: what nobody comes for is received all
    /// the same. A lane may do nothing.
    /// </summary>
    void ExpectReadings(IReadOnlyList<ExpectedReading> readings) { }
}

/// <summary>A call of <see cref="IMailboxSource.ReadMessages"/> that will come.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Uids">The messages.</param>
/// <param name="Part">How much of each.</param>
public sealed record ExpectedReading(Folder Folder, FolderGeneration Generation, UidSet Uids, MessagePart Part = MessagePart.Whole)
{
    /// <summary>True when the same is asked of the server for both.</summary>
    public bool AsksTheSame(ExpectedReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Folder.WireName == other.Folder.WireName && Part == other.Part && Uids.Equals(other.Uids);
    }
}

/// <summary>A call of <see cref="IMailboxSource.ListMessages"/> that will come.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Generation">The generation that changes are asked for of.</param>
/// <param name="Since">From where changes are enough; null where the folder is listed whole.</param>
public sealed record ExpectedListing(Folder Folder, FolderGeneration Generation = default, ChangeMarker? Since = null)
{
    /// <summary>True when the same is asked of the server for both. The generation only tells what an answer means.</summary>
    public bool AsksTheSame(ExpectedListing other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Folder.WireName == other.Folder.WireName && Since == other.Since;
    }

    /// <summary>True when these ask the same in the same order.</summary>
    public static bool AskTheSame(IReadOnlyCollection<ExpectedListing> some, IReadOnlyCollection<ExpectedListing> others) =>
        some.Count == others.Count && some.Zip(others).All(static pair => pair.First.AsksTheSame(pair.Second));
}
