namespace Godwit.Proxy.Protocol;

/// <summary>One call on its way through the service: reads its arguments, makes it on a lane, writes the answer.</summary>
internal sealed partial class ServedCall(
    ServiceRequest request, RecordReader arguments, RecordWriter records, IMailboxLanes lanes, ServiceSettings settings, CancellationToken cancellation)
{
    private readonly WireWriter _header = new();

    public void Serve()
    {
        switch (request.Operation)
        {
            case Operation.Hello: Greet(); break;
            case Operation.ListFolders: ListFolders(); break;
            case Operation.ReadStatus: ReadStatus(); break;
            case Operation.ListMessages: ListMessages(); break;
            case Operation.ListFrom: ListFrom(); break;
            case Operation.ListSeveral: ListSeveral(); break;
            case Operation.ReadRoom: ReadRoom(); break;
            case Operation.ReadMessages: ReadMessages(); break;
            case Operation.Append: Append(); break;
            case Operation.CreateFolder: CreateFolder(); break;
            case Operation.RenameFolder: RenameFolder(); break;
            case Operation.DeleteFolder: DeleteFolder(); break;
            case Operation.SetSubscribed: SetSubscribed(); break;
            case Operation.ChangeFlags: ChangeFlags(); break;
            case Operation.MoveMessages: MoveMessages(); break;
            case Operation.RemoveMessages: RemoveMessages(); break;
            case Operation.MakeFolders: MakeFolders(); break;
            default: throw new WireException("There is no such operation.");
        }
    }

    private void Greet()
    {
        OnLane(lane =>
        {
            // A kept lane may long be broken, and opening a lane promises a mailbox that can be reached.
            if (lane.WasKept) lane.Lane.ListFolders(cancellation);
            new Welcome(request.Version, settings.Product, (int)Math.Ceiling(settings.HeartbeatAfter.TotalSeconds), settings.BatchBytes).Write(_header.Clear());
            records.Write(RecordKind.Welcome, _header.Written);
            TraitsCodec.Write(_header.Clear(), lane.Lane.Traits);
            records.Write(RecordKind.Traits, _header.Written);
        });
    }

    /// <summary>
    /// Does something on a lane. A kept lane that turns out to be broken is exchanged for a fresh one as long as nothing was done on it and nothing was told to the client.
    /// </summary>
    private void OnLane(Action<LentLane> act)
    {
        for (var mustBeFresh = false; ; mustBeFresh = true)
        {
            var lane = lanes.Take(request.Access, mustBeFresh, cancellation);
            var isWhole = false;
            try
            {
                act(lane);
                isWhole = true;
                return;
            }
            catch (FaultException e) when (e.Fault.Reach <= Reach.Folder)
            {
                isWhole = true;
                throw;
            }
            catch (FaultException e) when (lane.WasKept && e.Fault.IsTransient && MayRepeat(e.Fault))
            {
                // Broken while nobody used it: the next one is fresh.
            }
            finally
            {
                lanes.GiveBack(lane, isWhole);
            }
        }
    }

    private bool MayRepeat(Fault fault) =>
        !_tookMessages && records.Records == 0 && (!request.Operation.IsChange() || fault.Outcome == FaultOutcome.NotDone);

    private Folder ReadFolder()
    {
        arguments.Expect(RecordKind.Folder);
        var reader = new WireReader(arguments.Header);
        return FolderCodec.Read(ref reader);
    }

    private WireReader ReadArguments()
    {
        arguments.Expect(RecordKind.Arguments);
        return new WireReader(arguments.Header);
    }

    private UidSet ReadUids()
    {
        arguments.Expect(RecordKind.Uids);
        return UidCodec.Read(arguments);
    }

    /// <summary>Insists on the end of the request before anything is done: a request that was cut is not carried out.</summary>
    private void EndOfRequest() => arguments.Expect(RecordKind.Done);

    private void Write(RecordKind kind) => records.Write(kind, _header.Written);
}
