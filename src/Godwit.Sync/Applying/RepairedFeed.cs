namespace Godwit.Sync;

/// <summary>
/// One message, repaired on its way. Its length was counted in a pass of its own; its digest is the original's, so that the ledger remembers what the source has.
/// </summary>
internal sealed class RepairedFeed(
    IMessageReader reader, Repair repair, long length, CopyPlan plan, InFlight inFlight, MessageDigest digest, PassContext context) : OutgoingMessage, IMessageFeed
{
    private RepairedBody? _body;
    private ListedMessage _listed;

    public override long Ticket => 0;

    public override long Length => length;

    public override MessageFlags Flags => context.Keywords.Flags(plan.FlagsOf(_listed));

    public override ReceivedDate? Received => plan.ReceivedOf(_listed);

    public OutgoingMessage Current => this;

    public bool MoveNext()
    {
        if (_body is not null || !reader.MoveNext()) return false;
        var index = plan.Messages.Find(reader.Current.Uid);
        _listed = plan.Messages[index];
        _body = new RepairedBody(repair, reader.Current.NextPiece);
        inFlight.Add(new SentMessage(Ticket, index, plan.FlagsOf(_listed), digest));
        return true;
    }

    public override ReadOnlyMemory<byte> NextPiece() => _body!.NextPiece();
}
