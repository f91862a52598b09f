namespace Godwit.Sync.Tests.Applying;

public sealed class LargeMessagesTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1024 * 1024, 2)]
    public void Where_messages_are_large_more_lanes_copy(long large, int lanes)
    {
        var mail = new TwoMailboxes();
        foreach (var folder in new[] { "INBOX", "Archive", "Sent", "Work" })
        {
            mail.Source.CreateFolder(FolderPath.Parse(folder));
            mail.Deliver(folder, $"in {folder}");
        }
        var target = new CountedTargets(new MemoryConnector(mail.Target));

        new MailboxMove(new MoveSettings { Lanes = 2, LanesForLarge = 3, LargeMessage = large }, new MemoryConnector(mail.Source), target, mail.Ledger,
            new MoveEnvironment(mail.Clock, (time, _) => mail.Clock.Advance(time))).Run(TestContext.Current.CancellationToken);

        Assert.Equal(lanes, target.Opened);
        mail.ShouldBeEqual();
    }

    private sealed class CountedTargets(IMailboxConnector inner) : IMailboxConnector
    {
        private int _opened;

        public int Opened => _opened;

        public string Identity => inner.Identity;

        public IMailboxSource OpenSource(CancellationToken cancellation) => inner.OpenSource(cancellation);

        public IMailboxTarget OpenTarget(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _opened);
            return inner.OpenTarget(cancellation);
        }
    }
}
