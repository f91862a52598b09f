namespace Godwit.Connectors;

/// <summary>
/// A lane that can ask for things before their turn, so that not each of them costs a round trip. Everything here is a hint: a lane without this interface, or a caller that does something else
/// than it announced, gets the same answers, only later.
/// </summary>
public interface IReadsAhead
{
    /// <summary>
    /// These folders will be listed whole, one after the other in this order, by <see cref="IMailboxSource.ListMessages"/>, with nothing in between. Whatever else is asked of the lane ends it, and
    /// what was under way is thrown away. The asking begins at once; to announce the same again changes nothing.
    /// </summary>
    void ExpectListings(IReadOnlyList<Folder> folders);
}
