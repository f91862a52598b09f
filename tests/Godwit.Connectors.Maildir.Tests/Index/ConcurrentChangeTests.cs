namespace Godwit.Connectors.Maildir.Tests.Index;

public sealed class ConcurrentChangeTests
{
    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    [Fact]
    public void While_another_client_renames_files_no_message_is_lost_or_numbered_anew()
    {
        using var mail = new HandmadeMaildir();
        const int messages = 600;
        for (var i = 0; i < messages; i++) mail.Write(FormattableString.Invariant($"cur/{1_700_000_000 + i}.M{i}P1.host:2,"), FormattableString.Invariant($"N: {i}\n"));
        using var lane = mail.OpenSource();
        lane.ListAll(Inbox(lane));
        using var stop = new CancellationTokenSource();
        var client = new Thread(() => ToggleFlags(Path.Combine(mail.Root, "cur"), messages, stop.Token));
        client.Start();
        try
        {
            for (var round = 0; round < 8; round++)
            {
                Assert.Equal(Enumerable.Range(1, messages).Select(u => (uint)u), lane.ListAll(Inbox(lane)).Select(e => e.Uid));
                var read = lane.ReadAll(Inbox(lane), UidSet.Range(100, 140));
                Assert.Equal(Enumerable.Range(99, 41).Select(i => FormattableString.Invariant($"N: {i}\r\n")), read.Select(r => System.Text.Encoding.ASCII.GetString(r.Bytes)));
            }
        }
        finally
        {
            stop.Cancel();
            client.Join();
        }
    }

    private static void ToggleFlags(string cur, int messages, CancellationToken stop)
    {
        var random = new Random(3);
        var flagged = new bool[messages];
        while (!stop.IsCancellationRequested)
        {
            var i = random.Next(messages);
            var name = Path.Combine(cur, FormattableString.Invariant($"{1_700_000_000 + i}.M{i}P1.host:2,"));
            File.Move(name + (flagged[i] ? "FS" : ""), name + (flagged[i] ? "" : "FS"));
            flagged[i] = !flagged[i];
        }
    }
}
