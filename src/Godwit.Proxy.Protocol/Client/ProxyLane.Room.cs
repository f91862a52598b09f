namespace Godwit.Proxy.Protocol;

/// <summary>What the mailbox may still take.</summary>
internal sealed partial class ProxyLane : ITellsRoom
{
    public MailboxRoom? ReadRoom(CancellationToken cancellation)
    {
        Enter(cancellation);
        using var request = new RequestWriter();
        using var content = request.Content();
        using var answer = session.TryAsk(Operation.ReadRoom, content, cancellation);
        if (answer is null || !answer.MoveNext()) return null;
        if (answer.Records.Kind != RecordKind.Room) throw answer.Violation();
        var room = answer.Step(static records => ReadRoom(records));
        answer.End();
        return room;
    }

    private static MailboxRoom ReadRoom(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return CallCodec.ReadRoom(ref reader);
    }
}
