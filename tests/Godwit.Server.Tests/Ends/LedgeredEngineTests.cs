using Godwit.Connectors.Memory;
using Godwit.Mail;
using Godwit.Moves;
using Godwit.Server.Ends;
using Godwit.Sync;

namespace Godwit.Server.Tests.Ends;

public sealed class LedgeredEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-ledgers-").FullName;
    private readonly MemoryMailbox _target = new("target");
    private readonly Guid _move = Guid.NewGuid();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An endpoint got another host name, port or master user: its mailboxes are called otherwise from then on.</summary>
    [Fact]
    public void A_move_whose_source_is_reached_another_way_goes_on_and_doubles_nothing()
    {
        Assert.Equal((3L, 0L), Copied(Run(Source("imap://old.example", 3))));

        var moved = Run(Source("imap://new.example", 4));
        Assert.Equal((1L, 3L), Copied(moved));
        Assert.Contains(moved.Notes, static note => note.Contains("imap://new.example", StringComparison.Ordinal));
        Assert.Equal((1L, 0L), Copied(Run(Source("imap://new.example", 5))));

        // Somebody takes the change back.
        Assert.Equal((0L, 2L), Copied(Run(Source("imap://old.example", 5))));
        Assert.Equal(5, _target.Snapshot().Find(FolderPath.Inbox)!.Messages.Count);
    }

    [Fact]
    public void Nothing_is_left_of_a_move_that_is_forgotten()
    {
        Run(Source("imap://old.example", 1));
        Run(Source("imap://new.example", 1));

        new LedgeredEngine(_folder, TimeProvider.System).Forget(_move);

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static (long Copied, long Adopted) Copied(MoveResult result) => (result.ItemsCopied, result.ItemsAdopted);

    private MoveResult Run(MemoryMailbox source) =>
        new LedgeredEngine(_folder, TimeProvider.System).Sync(_move, new MoveEnds(_ => new MemoryConnector(source), new MemoryConnector(_target)), new MoveSettings()).Run(CancellationToken.None);

    private static MemoryMailbox Source(string name, int messages)
    {
        var mailbox = new MemoryMailbox(name);
        for (var i = 0; i < messages; i++) mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of(string.Create(CultureInfo.InvariantCulture, $"Subject: {i}\r\n\r\nbody {i}\r\n")));
        return mailbox;
    }
}
