namespace Godwit.Testing.Tests.Mailboxes;

public sealed class MailboxSketchTests
{
    [Fact]
    public void A_drawn_sketch_holds_what_was_asked_for()
    {
        var sketch = MailboxSketch.Draw(seed: 3, messages: 90, folders: 6, MessageKind.Empty, MessageKind.Nul, MessageKind.Copy);
        Assert.Equal(90, sketch.MessageCount);
        Assert.Equal(6, sketch.Folders.Count);
        var kinds = sketch.Folders.SelectMany(f => f.Messages).CountBy(m => m.Kind).ToDictionary();
        Assert.Equal((60, 10, 10, 10), (kinds[MessageKind.Plain], kinds[MessageKind.Empty], kinds[MessageKind.Nul], kinds[MessageKind.Copy]));
    }

    [Fact]
    public void Parents_come_before_children()
    {
        var seen = new HashSet<FolderPath>();
        foreach (var folder in MailboxSketch.Draw(seed: 1, messages: 0).Folders)
        {
            Assert.True(folder.Path.Parent is not { } parent || seen.Contains(parent));
            Assert.True(seen.Add(folder.Path));
        }
        Assert.Equal(10, seen.Count);
    }

    [Fact]
    public void The_same_seed_draws_the_same_mailbox()
    {
        static IEnumerable<string> Shown(MailboxSketch sketch) =>
            sketch.Folders.SelectMany(f => f.Messages.Select(m => $"{f.Path} {m.Flags} {m.Received} {MessageBody.Of(m.Bytes).Digest().Content}"));
        Assert.Equal(Shown(MailboxSketch.Draw(8, 40)), Shown(MailboxSketch.Draw(8, 40)));
        Assert.NotEqual(Shown(MailboxSketch.Draw(8, 40)), Shown(MailboxSketch.Draw(9, 40)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Poured_into_a_server_it_looks_the_same_whatever_the_prefix(bool courier)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = courier ? ServerProfile.Courier : ServerProfile.Dovecot });
        var sketch = MailboxSketch.Draw(seed: 2, messages: 50, folders: 10, MessageKind.BareLf);
        var mailbox = server.Mailboxes["alice"];
        mailbox.Pour(sketch);
        Assert.Equal(sketch.Folders.Select(f => f.Path).Order(), mailbox.Folders.Select(mailbox.PathOf).Order());
        foreach (var folder in sketch.Folders)
            Assert.Equal(folder.Messages.Select(m => (m.Flags, m.Received, m.Bytes.LongLength)), mailbox.Folder(folder.Path).Messages.Select(m => (m.Flags, m.Received, m.Body.Length)));
    }
}
