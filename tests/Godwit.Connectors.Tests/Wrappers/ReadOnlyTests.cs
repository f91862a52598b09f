namespace Godwit.Connectors.Tests;

public sealed class ReadOnlyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly MemoryMailbox _mailbox = new("anna");

    public static TheoryData<string> Changes => [.. AllChanges.Keys];

    private static readonly Dictionary<string, Action<IMailboxTarget, Folder, FolderGeneration>> AllChanges = new()
    {
        ["append"] = (lane, inbox, _) => lane.Append(inbox, SketchedMessage.Plain(1)),
        ["create"] = (lane, _, _) => lane.CreateFolder(FolderPath.Of("New"), SpecialUse.None, None),
        ["rename"] = (lane, inbox, _) => lane.RenameFolder(inbox, FolderPath.Of("New"), None),
        ["delete"] = (lane, inbox, _) => lane.DeleteFolder(inbox, None),
        ["subscribe"] = (lane, inbox, _) => lane.SetSubscribed(inbox, subscribed: true, None),
        ["flags"] = (lane, inbox, generation) => lane.ChangeFlags(inbox, generation, UidSet.All, new MessageFlags(SystemFlags.Seen), default, None),
        ["move"] = (lane, inbox, generation) => lane.MoveMessages(inbox, generation, UidSet.All, inbox, None),
        ["remove"] = (lane, inbox, generation) => lane.RemoveMessages(inbox, generation, UidSet.All, None),
    };

    [Fact]
    public void Every_wrapper_says_where_its_mailbox_lies()
    {
        var placed = new Placed();
        Assert.All((IMailboxConnector[])[
            new ReadOnlyConnector(placed), new CountingConnector(placed, TimeProvider.System), new ThrottlingConnector(placed, new Throttle(new RateLimit(null, null), TimeProvider.System, new ClockPause(TimeProvider.System))),
        ], wrapper => Assert.Equal(("placed:", "/somewhere"), (wrapper.Identity, wrapper.RealPath)));
    }

    private sealed class Placed : IMailboxConnector
    {
        public string Identity => "placed:";

        public string? RealPath => "/somewhere";

        public IMailboxSource OpenSource(CancellationToken cancellation) => throw new NotSupportedException();

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => throw new NotSupportedException();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_change_is_refused_and_nothing_is_changed(string change)
    {
        _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of("hello"));
        using var lane = new ReadOnlyConnector(new MemoryConnector(_mailbox)).OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        var generation = lane.GenerationOf(inbox);
        var fault = lane.Refuses(() => AllChanges[change](lane, inbox, generation));
        Assert.Equal(ConnectorFaults.ReadOnly.Code, fault.Fault.Code);
        var folder = Assert.Single(_mailbox.Snapshot().Folders);
        Assert.Equal((false, SystemFlags.None), (folder.Folder.IsSubscribed, Assert.Single(folder.Messages).Flags.System));
    }
}
