using Godwit.Simulation.Chaos;
using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Users;

/// <summary>Works in the target's mailbox already: reads, flags, files, deletes, and receives mail of the target's own, which nobody else may ever touch.</summary>
internal sealed class TargetUser(World world)
{
    private readonly FolderSet _folders = new(world.Target, world.Dice);
    private readonly FlagChoice _flags = new(world.Dice, StoreChoice.Known);
    private readonly HashSet<MemoryContent> _own = [];
    private readonly Dictionary<MemoryContent, long> _touched = [];
    private readonly Dictionary<MemoryContent, MessageFlags> _untouched = [];

    private Dice Dice => world.Dice;

    private MemoryMailbox Mailbox => world.Target;

    /// <summary>True for a message that the engine did not put there.</summary>
    public bool IsOwn(MemoryContent content) => _own.Contains(content);

    public void Owns(MemoryContent content) => _own.Add(content);

    /// <summary>The step at which the user last changed this message's flags; null when never.</summary>
    public long? TouchedAt(MemoryContent content) => _touched.TryGetValue(content, out var step) ? step : null;

    /// <summary>A ledger that lost its tail may hold the flags of today as those of yesterday.</summary>
    public void ForgetTouches() => _touched.Clear();

    /// <summary>Does one thing.</summary>
    public void Act() => Dice.Weighted<Action>([(50, Flag), (14, File), (14, Delete), (10, Receive), (6, ReceiveOnBothSides)])();

    private void Flag()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var letter = world.Letters.Recognise(at.Message.Content);
        var (changed, now) = _flags.Change(at.Message.Flags);
        letter.TargetChanged = letter.TargetChanged.Union(changed);
        letter.TargetSet = now.Except(changed).Equals(now) ? letter.TargetSet.Except(changed) : letter.TargetSet.Union(changed);
        letter.MayBeKept = true;
        Touch(at.Message, now);
        Mailbox.SetFlags(at.Folder, at.Message.Uid, now);
        world.Note(Happening.TargetFlagged, $"{letter} in {at.Folder} {at.Message.Uid} is [{now}]");
    }

    /// <summary>Flags that are as they were before, or as the source has them (the engine was about to set them), count as not touched: nobody could tell.</summary>
    private void Touch(in MessageSnapshot before, MessageFlags now)
    {
        _untouched.TryAdd(before.Content, before.Flags);
        if (_untouched[before.Content] == now || IsAsOnSource(before.Content, now)) _touched.Remove(before.Content);
        else _touched[before.Content] = world.Steps.Now;
    }

    private bool IsAsOnSource(MemoryContent content, MessageFlags now) =>
        world.Source.Snapshot().Folders.SelectMany(f => f.Messages).Any(m => m.Flags == now && m.Content.Digest.Content == content.Digest.Content);

    private void File()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var to = _folders.Any();
        if (to == at.Folder) return;
        var letter = world.Letters.Recognise(at.Message.Content);
        letter.Took++;
        letter.Own++;
        world.Note(Happening.TargetFiled, $"{letter} from {at.Folder} {at.Message.Uid} to {to} {Mailbox.Move(at.Folder, at.Message.Uid, to)}");
    }

    private void Delete()
    {
        if (_folders.AnyMessage() is not { } at) return;
        var letter = world.Letters.Recognise(at.Message.Content);
        letter.Took++;
        var isKnown = letter is { Delivered: 1, Own: 0, Lost: 0 } && !world.Steps.IsRunning && world.Losses.IsConfirmed(at.Folder, at.Message.Uid);
        Mailbox.Expunge(at.Folder, at.Message.Uid);
        letter.RemovedByUser = isKnown && !Count.Letters(world, Mailbox).ContainsKey(letter);
        world.Note(Happening.TargetDeleted, $"{letter} in {at.Folder} {at.Message.Uid}{(letter.RemovedByUser ? ", for good" : "")}");
    }

    private void Receive() => Receive(world.Letters.Write(), Happening.TargetDelivered);

    /// <summary>A list delivers to both addresses.</summary>
    private void ReceiveOnBothSides() => Receive(world.SourceUser.Receive(FolderPath.Inbox), Happening.DeliveredToBoth);

    private void Receive(Letter letter, Happening happening)
    {
        var content = MemoryContent.Of(letter.Bytes);
        Owns(content);
        letter.Own++;
        letter.MayBeKept = true;
        var date = letter.Dates.Count > 0 ? letter.Dates[0] : new ReceivedDate(1_700_000_000 + Dice.Between(0, 400), 0);
        world.Note(happening, $"{letter} to the target's inbox {Mailbox.Deliver(FolderPath.Inbox, content, default, date)}");
    }

    /// <summary>The target's store counts a folder's uids anew.</summary>
    public void StoreIsRebuilt()
    {
        var path = _folders.Any();
        var before = Mailbox.Snapshot().Find(path)!;
        foreach (var message in before.Messages) world.Letters.Recognise(message.Content).Lost++;
        var renumbers = Dice.Chance(0.7);
        Mailbox.Rebuild(path, renumbers);
        world.Losses.TargetWasRebuilt(before.Status.Generation, Mailbox.Snapshot().Find(path)!.Status.Generation);
        world.Steps.ForgetTwins();
        world.Note(Happening.TargetRebuilt, $"{path}, {(renumbers ? "with new uids" : "with the old uids")}");
    }
}
