using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Users;

/// <summary>Works in the source's mailbox: receives, reads, flags, files and deletes mail, makes, renames and deletes folders. What the promises need to know of it is kept with the letters.</summary>
internal sealed class SourceUser(World world)
{
    private readonly FolderSet _folders = new(world.Source, world.Dice);
    private readonly FlagChoice _flags = new(world.Dice, StoreChoice.Known);
    private Letter? _last;
    private int _names;

    private Dice Dice => world.Dice;

    private MemoryMailbox Mailbox => world.Source;

    /// <summary>Does one thing.</summary>
    public void Act() => Dice.Weighted<Action>([
        (30, () => _ = Receive(_folders.Any())), (25, Flag), (16, File), (13, Delete), (4, Copy), (3, CreateFolder), (4, RenameFolder), (1, SwapFolders), (2, DeleteFolder), (1, RenameInbox)])();

    /// <summary>A message arrives: a new letter, or once more one that was there before, with the same date.</summary>
    public Letter Receive(FolderPath folder)
    {
        var again = _last is not null && Dice.Chance(0.1);
        var letter = again ? _last! : world.Letters.Write();
        var date = again ? letter.Dates[0] : Dice.Chance(0.02) ? null : new ReceivedDate(1_700_000_000 + Dice.Between(0, 400), (short)(Dice.Between(-2, 4) * 30));
        _last = letter;
        letter.Dates.Add(date);
        var sizeHint = Dice.Chance(0.02) ? letter.Bytes.Length + 17 : (long?)null;
        var uid = Mailbox.Deliver(folder, MemoryContent.Of(letter.Bytes), _flags.Some(), date, sizeHint);
        world.Census.Count(Happening.Message);
        world.Note(again ? Happening.DeliveredTwice : Happening.Delivered, $"{letter}{letter.Oddities} to {folder} {uid}{(sizeHint is null ? "" : ", of another size than is said")}");
        return letter;
    }

    private void Flag()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var letter = world.Letters.Recognise(at.Message.Content);
        var (changed, now) = _flags.Change(at.Message.Flags);
        letter.SourceChanged = letter.SourceChanged.Union(changed);
        Mailbox.SetFlags(at.Folder, at.Message.Uid, now);
        world.Note(Happening.Flagged, $"{letter} in {at.Folder} is [{now}]");
    }

    private void File()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var to = _folders.Any();
        if (to == at.Folder) return;
        var letter = Leaves(at.Message);
        if (!world.Target.Options.Traits.Reports.NewUids) letter.FlagsInDoubt = true;
        world.Note(Happening.Filed, $"{letter} from {at.Folder} {at.Message.Uid} to {to} {Mailbox.Move(at.Folder, at.Message.Uid, to)}");
    }

    private void Delete()
    {
        if (_folders.AnyMessage() is not { } at) return;
        world.Note(Happening.Deleted, $"{Leaves(at.Message)} in {at.Folder} {at.Message.Uid}");
        Mailbox.Expunge(at.Folder, at.Message.Uid);
    }

    private void Copy()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var (letter, to) = (world.Letters.Recognise(at.Message.Content), _folders.Any());
        letter.Dates.Add(at.Message.Received);
        world.Note(Happening.Copied, $"{letter} from {at.Folder} to {to} {Mailbox.Copy(at.Folder, at.Message.Uid, to)}");
    }

    private void CreateFolder()
    {
        var path = NewPath();
        Mailbox.CreateFolder(path);
        world.Note(Happening.FolderCreated, path.ToString());
    }

    private void RenameFolder()
    {
        if (_folders.AnyBelowInbox() is not { } from) return;
        var to = NewPath();
        if (to.IsBelow(from)) return;
        AllLeave(from);
        Mailbox.RenameFolder(from, to);
        world.Note(Happening.FolderRenamed, $"{from} to {to}");
    }

    private void SwapFolders()
    {
        if (_folders.AnyBelowInbox() is not { } one || _folders.AnyBelowInbox() is not { } other || one == other || one.IsBelow(other) || other.IsBelow(one)) return;
        AllLeave(one);
        AllLeave(other);
        var aside = FolderPath.Of($"aside {_names++}");
        Mailbox.RenameFolder(one, aside);
        Mailbox.RenameFolder(other, one);
        Mailbox.RenameFolder(aside, other);
        world.Note(Happening.FoldersSwapped, $"{one} and {other}");
    }

    private void DeleteFolder()
    {
        if (_folders.AnyBelowInbox() is not { } path) return;
        AllLeave(path, below: false);
        Mailbox.DeleteFolder(path);
        world.Note(Happening.FolderDeleted, path.ToString());
    }

    /// <summary>RFC 9051 section 6.3.6: the messages go, the inbox stays.</summary>
    private void RenameInbox()
    {
        var to = NewPath();
        AllLeave(FolderPath.Inbox, below: false);
        Mailbox.RenameFolder(FolderPath.Inbox, to);
        world.Note(Happening.InboxRenamed, $"to {to}");
    }

    /// <summary>The store loses its UIDVALIDITY for a folder and counts the uids anew, or not.</summary>
    public void StoreIsRebuilt()
    {
        var path = _folders.Any();
        var renumbers = Dice.Chance(0.7);
        foreach (var letter in world.Letters.All) letter.RemovedByUser = false;
        Mailbox.Rebuild(path, renumbers);
        world.Note(Happening.SourceRebuilt, $"{path}, {(renumbers ? "with new uids" : "with the old uids")}");
    }

    /// <summary>A store that lies: the uids are counted anew under the UIDVALIDITY of before. Seen only where UIDNEXT has fallen below what the ledger has.</summary>
    public void StoreReusesGeneration()
    {
        var folder = Dice.Pick([.. Mailbox.Snapshot().Folders.Where(f => f.Folder.HoldsMessages)]);
        var known = world.Ledger.Folders.FirstOrDefault(r => r.Source.Generation == folder.Status.Generation);
        if (known is null || known.Source.UidNext <= folder.Messages.Count + 1) return;
        foreach (var letter in world.Letters.All) letter.RemovedByUser = false;
        Mailbox.Rebuild(folder.Folder.Path, renumber: true, folder.Status.Generation);
        world.Note(Happening.SourceGenerationReused, $"{folder.Folder.Path}, UIDNEXT {known.Source.UidNext} is {folder.Messages.Count + 1} now");
    }

    private FolderPath NewPath()
    {
        var name = FormattableString.Invariant($"Folder {++_names}");
        return Dice.Chance(0.4) && _folders.AnyBelowInbox() is { Depth: < 4 } above ? above.Child(name) : FolderPath.Of(name);
    }

    private Letter Leaves(in MessageSnapshot message)
    {
        var letter = world.Letters.Recognise(message.Content);
        letter.Left++;
        letter.RemovedByUser = false;
        return letter;
    }

    /// <summary>Whether a store's user renames or deletes a folder, its messages are no longer where they were.</summary>
    private void AllLeave(FolderPath path, bool below = true)
    {
        foreach (var folder in Mailbox.Snapshot().Folders.Where(f => f.Folder.Path == path || below && f.Folder.Path.IsBelow(path)))
            foreach (var message in folder.Messages) Leaves(message);
    }
}
