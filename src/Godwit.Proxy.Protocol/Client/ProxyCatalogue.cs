namespace Godwit.Proxy.Protocol;

/// <summary>What a proxy can hand out.</summary>
public static class ProxyCatalogue
{
    /// <summary>Asks a proxy. Whoever may move mailboxes may ask.</summary>
    /// <param name="settings">The proxy; the mailbox in them is not used.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FaultException">The proxy cannot be reached or refused.</exception>
    public static IReadOnlyList<HandedOutMailbox> Read(ProxySettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ProxyDoor(settings).Open(LaneAccess.Read, Operation.ListMailboxes, Ask, cancellation);
    }

    private static List<HandedOutMailbox> Ask(LaneSession session, CancellationToken cancellation)
    {
        var mailboxes = new List<HandedOutMailbox>();
        using (var answer = session.Ask(Operation.ListMailboxes, null, cancellation))
        {
            while (answer.MoveNext())
            {
                if (answer.Records.Kind != RecordKind.MailboxEntry || mailboxes.Count == WireLimits.MaxMailboxes) throw answer.Violation();
                mailboxes.Add(answer.Step(static records => ReadEntry(records)));
            }
        }
        session.Dispose();
        return mailboxes;
    }

    private static HandedOutMailbox ReadEntry(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return HandedOutMailbox.Read(ref reader);
    }
}
