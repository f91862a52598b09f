namespace Godwit.Demo.Tests.Mail;

public sealed class BusyUserTests
{
    private const int Messages = 60, Acts = 200;

    [Fact]
    public void What_it_says_it_did_is_what_lies_there()
    {
        using var folder = new TemporaryFolder();
        var (maildir, writer) = (folder.Maildir(), new MessageWriter(3, "anna@north.example"));
        MailboxFiller.Fill(maildir, writer, Messages);
        var user = new BusyUser(maildir, writer, 1_000, seed: 5);

        for (var act = 0; act < Acts; act++) user.Act();

        Assert.Equal(Acts, user.Changes);
        Assert.Equal(Messages + user.Received - user.Deleted, StoredMailbox.Read(maildir.Path).Messages.Count);
        Assert.InRange(user.Deleted, 1, 12);
        Assert.True(user.Flagged > 0 && user.Filed > 0);
    }

    [Fact]
    public async Task It_works_until_the_evening()
    {
        using var folder = new TemporaryFolder();
        var (maildir, writer, clock) = (folder.Maildir(), new MessageWriter(3, "anna@north.example"), new FakeClock());
        MailboxFiller.Fill(maildir, writer, Messages);
        var user = new BusyUser(maildir, writer, 1_000, seed: 5);
        using var evening = new CancellationTokenSource();

        var working = user.WorkAsync(TimeSpan.FromSeconds(1), clock, evening.Token);
        await evening.CancelAsync();
        await working;

        Assert.Equal(0, user.Changes);
    }
}
