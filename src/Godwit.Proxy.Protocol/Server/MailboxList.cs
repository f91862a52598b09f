namespace Godwit.Proxy.Protocol;

/// <summary>Answers <see cref="Operation.ListMailboxes"/>.</summary>
public static class MailboxList
{
    /// <summary>Writes the whole answer, closing record included.</summary>
    /// <param name="mailboxes">What is handed out; more than <see cref="WireLimits.MaxMailboxes"/> are cut off.</param>
    /// <param name="response">Where the answer goes.</param>
    /// <param name="compress">True when the client reads compressed blocks.</param>
    /// <param name="cancellation">Strikes when the client has gone.</param>
    /// <exception cref="IOException">The client has gone.</exception>
    public static void Write(IEnumerable<HandedOutMailbox> mailboxes, Stream response, bool compress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mailboxes);
        using var records = new RecordWriter(response, compress);
        var header = new WireWriter();
        foreach (var mailbox in mailboxes.Take(WireLimits.MaxMailboxes))
        {
            cancellation.ThrowIfCancellationRequested();
            mailbox.Write(header.Clear());
            records.Write(RecordKind.MailboxEntry, header.Written);
        }
        records.Done();
    }
}
