namespace Godwit.Demo.Comparing;

/// <summary>How two mailboxes differ, by what lies in their folders. Identical copies count as often as they are there.</summary>
/// <param name="Folders">Folders of the source.</param>
/// <param name="SourceMessages">Messages of the source.</param>
/// <param name="TargetMessages">Messages of the target.</param>
/// <param name="Bytes">Bytes of the source, in canonical form.</param>
/// <param name="Missing">Messages of the source that the target lacks in that folder.</param>
/// <param name="Duplicated">Messages that the target has more often than the source.</param>
/// <param name="Unexpected">Messages of the target that the source does not have in that folder at all.</param>
/// <param name="Altered">Messages that are there, but with other flags, keywords or date.</param>
/// <param name="MissingFolders">Folders of the source that the target lacks.</param>
internal sealed record MailboxComparison(int Folders, int SourceMessages, int TargetMessages, long Bytes, int Missing, int Duplicated, int Unexpected, int Altered, int MissingFolders)
{
    /// <summary>True when everything is there, once, and as it was.</summary>
    public bool IsEqual => (Missing, Duplicated, Unexpected, Altered, MissingFolders) == (0, 0, 0, 0, 0);

    /// <summary>Nothing compared yet.</summary>
    public static readonly MailboxComparison None = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Compares two mailboxes.</summary>
    public static MailboxComparison Of(StoredMailbox source, StoredMailbox target)
    {
        var (here, there) = (Count(source, message => (message.Folder, message.Content)), Count(target, message => (message.Folder, message.Content)));
        var missing = here.Sum(pair => Math.Max(0, pair.Value - there.GetValueOrDefault(pair.Key)));
        var duplicated = there.Where(pair => here.ContainsKey(pair.Key)).Sum(pair => Math.Max(0, pair.Value - here[pair.Key]));
        var unexpected = there.Where(pair => !here.ContainsKey(pair.Key)).Sum(pair => pair.Value);
        var (whole, wholeThere) = (Count(source, message => message), Count(target, message => message));
        var unequal = whole.Sum(pair => Math.Max(0, pair.Value - wholeThere.GetValueOrDefault(pair.Key)));
        return new MailboxComparison(
            source.Folders.Count, source.Messages.Count, target.Messages.Count, source.Bytes, missing, duplicated, unexpected, Altered: unequal - missing, source.Folders.Except(target.Folders).Count());
    }

    /// <summary>Both together.</summary>
    public static MailboxComparison operator +(MailboxComparison one, MailboxComparison other) => new(
        one.Folders + other.Folders, one.SourceMessages + other.SourceMessages, one.TargetMessages + other.TargetMessages, one.Bytes + other.Bytes, one.Missing + other.Missing,
        one.Duplicated + other.Duplicated, one.Unexpected + other.Unexpected, one.Altered + other.Altered, one.MissingFolders + other.MissingFolders);

    private static Dictionary<TKey, int> Count<TKey>(StoredMailbox mailbox, Func<StoredMessage, TKey> key) where TKey : notnull => mailbox.Messages.GroupBy(key).ToDictionary(group => group.Key, group => group.Count());
}
