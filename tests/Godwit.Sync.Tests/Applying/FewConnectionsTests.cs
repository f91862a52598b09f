namespace Godwit.Sync.Tests.Applying;

public sealed class FewConnectionsTests
{
    [Fact]
    public void A_target_that_gives_only_one_connection_gets_everything_through_it()
    {
        var mail = new TwoMailboxes();
        mail.Source.CreateFolder(FolderPath.Of("Archive"));
        for (var i = 0; i < 20; i++) mail.Deliver(i % 2 == 0 ? "INBOX" : "Archive", $"letter {i}");
        var target = new OneConnection(new MemoryConnector(mail.Target));

        var result = new MailboxMove(new MoveSettings { Lanes = 4 }, new MemoryConnector(mail.Source), target, mail.Ledger,
            new MoveEnvironment(mail.Clock, (time, _) => mail.Clock.Advance(time))).Run(TestContext.Current.CancellationToken);

        Assert.Equal(20, result.ItemsCopied);
        Assert.Empty(result.Retried);
        Assert.Contains(result.Notes, note => note.Contains("no more than one", StringComparison.Ordinal));
        mail.ShouldBeEqual();
    }

    /// <summary>Refuses every lane but the first.</summary>
    private sealed class OneConnection(IMailboxConnector inner) : IMailboxConnector
    {
        private int _opened;

        public string Identity => inner.Identity;

        public IMailboxSource OpenSource(CancellationToken cancellation) => inner.OpenSource(cancellation);

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => Interlocked.Increment(ref _opened) == 1
            ? inner.OpenTarget(cancellation)
            : throw new FaultException(new Fault(ConnectorFaults.TooManyConnections, Side.Target, "no more than one connection is given."));
    }
}
