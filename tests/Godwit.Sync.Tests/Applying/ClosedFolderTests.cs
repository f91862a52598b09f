namespace Godwit.Sync.Tests.Applying;

/// <summary>A source folder that may not be read is listed as failed, the others are moved, and nothing is taken for deleted.</summary>
public sealed class ClosedFolderTests
{
    private static readonly FolderPath Sent = FolderPath.Of("Sent");

    private readonly TwoMailboxes _mail = new();
    private bool _isClosed = true;

    public ClosedFolderTests()
    {
        foreach (var folder in (string[])["Sent", "Work"]) _mail.Source.CreateFolder(FolderPath.Of(folder));
        for (var i = 0; i < 3; i++) foreach (var folder in (string[])["INBOX", "Sent", "Work"]) _mail.Deliver(folder, $"{folder} {i}");
    }

    private MoveResult Move() => new MailboxMove(new MoveSettings { Lanes = 1, Deletions = DeletionPolicy.Mirror }, new Closing(new MemoryConnector(_mail.Source), () => _isClosed ? Sent : null), new MemoryConnector(_mail.Target), _mail.Ledger,
        new MoveEnvironment(_mail.Clock, (time, _) => _mail.Clock.Advance(time))).Run(TestContext.Current.CancellationToken);

    [Fact]
    public void The_other_folders_are_copied_and_the_closed_one_once_it_may_be_read()
    {
        var result = Move();
        Assert.Equal(6, result.ItemsCopied);
        Assert.Equal(["GW1033"], result.Faults.Select(f => f.Code));

        _isClosed = false;
        result = Move();
        Assert.Equal(3, result.ItemsCopied);
        Assert.Empty(result.Faults);
        _mail.ShouldBeEqual();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_is_closed_later_is_neither_emptied_nor_deleted_on_the_target(bool isEmpty)
    {
        _isClosed = false;
        if (isEmpty) foreach (var message in _mail.SourceMessages("Sent").ToList()) _mail.Source.Expunge(Sent, message.Uid);
        Move();
        _isClosed = true;
        _mail.Source.Expunge(FolderPath.Of("Work"), _mail.SourceMessages("Work")[0].Uid);

        var result = Move();

        Assert.Equal(["GW1033"], result.Faults.Select(f => f.Code).Distinct());
        Assert.Equal(0, result.FoldersDeleted);
        Assert.NotNull(_mail.Target.Snapshot().Find(Sent));
        Assert.Equal(isEmpty ? 0 : 3, _mail.TargetMessages("Sent").Count);
        // It may have been filed into the folder that cannot be looked at.
        Assert.Equal(3, _mail.TargetMessages("Work").Count);

        _isClosed = false;
        Move();
        _mail.ShouldBeEqual();
    }

    /// <summary>Lets nobody look into one folder.</summary>
    private sealed class Closing(IMailboxConnector inner, Func<FolderPath?> closed) : IMailboxConnector
    {
        public string Identity => inner.Identity;

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => inner.OpenTarget(cancellation);

        public IMailboxSource OpenSource(CancellationToken cancellation) => new Lane(inner.OpenSource(cancellation), closed);

        private sealed class Lane(IMailboxSource lane, Func<FolderPath?> closed) : IMailboxSource
        {
            public ConnectorTraits Traits => lane.Traits;

            public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation) => [.. lane.ListFolders(cancellation).Select(e => e.Folder.Path == closed() ? e with { Status = null } : e)];

            public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation) =>
                [.. lane.ReadStatus(folders, cancellation).Zip(folders, (status, folder) => folder.Path == closed() ? null : status)];

            public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) => lane.ListMessages(Opened(folder), generation, since, cancellation);

            public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) => lane.ListFrom(Opened(folder), firstUid, cancellation);

            public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation) =>
                lane.ReadMessages(Opened(folder), generation, uids, part, cancellation);

            private Folder Opened(Folder folder) => folder.Path != closed() ? folder
                : throw new FaultException(new Fault(ConnectorFaults.NoPermission, Side.Source, $"no permission to read {folder.Path}."));

            public void Dispose() => lane.Dispose();
        }
    }
}
