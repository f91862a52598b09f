namespace Godwit.Connectors.Imap;

/// <summary>Changing messages in place.</summary>
internal sealed partial class ImapLane
{
    private const int ChangeFlight = 50;

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        KeepSelected(folder, generation);
        if (uids.IsEmpty) return;
        var commands = new List<ImapCommand>();
        foreach (var chunk in uids.Chunk(long.MaxValue))
        {
            if (!add.IsEmpty) commands.Add(new StoreCommand(chunk, add, add: true));
            if (!remove.IsEmpty) commands.Add(new StoreCommand(chunk, remove, add: false));
        }
        SendChanges(use, commands);
    }, cancellation);

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        if (!Traits.Moves.CanMove) throw new FaultException(Faults.Make(ConnectorFaults.NotSupported, "it can neither MOVE nor expunge by uid (UIDPLUS)."));
        KeepSelected(from, generation);
        if (uids.IsEmpty) return new MovedMessages(default, [], []);
        var told = new List<CopyUidCode?>();
        try
        {
            foreach (var chunk in uids.Chunk(long.MaxValue)) told.Add(MoveChunk(use, chunk, to.WireName));
        }
        catch (ImapRefusedException refused) when (told.Count > 0)
        {
            throw HalfDone(refused);
        }
        return Paired(told, uids.Count);
    }, cancellation);

    /// <summary>A part of the change is done. Whoever heard that nothing is would ask for all of it again, and what was copied would be copied twice.</summary>
    private FaultException HalfDone(ImapRefusedException refused) => new(Faults.Of(refused, Doing.ChangingMessages) with { Outcome = FaultOutcome.Unknown }, refused);

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        if (!Traits.Moves.CanRemove) throw new FaultException(Faults.Make(ConnectorFaults.NotSupported, "it cannot expunge by uid (UIDPLUS); EXPUNGE would remove what others have marked."));
        KeepSelected(folder, generation);
        foreach (var chunk in uids.Chunk(long.MaxValue)) Remove(use, chunk);
    }, cancellation);

    private void Remove(LaneUse use, UidSet uids) =>
        SendChanges(use, [new StoreCommand(uids, new MessageFlags(SystemFlags.Deleted), add: true), new UidExpungeCommand(uids)]);

    private CopyUidCode? MoveChunk(LaneUse use, UidSet uids, string to)
    {
        use.Doing = Doing.ChangingMessages;
        var copy = new UidCopyCommand(uids, to) { Move = Facts.Capabilities.Has("MOVE") };
        use.AnswerLost = () => copy.WasSent;
        var told = Connection.Send(copy).Wait();
        // RFC 6851 section 3.3: without MOVE, COPY, then mark and expunge exactly these.
        if (!copy.Move) RemoveCopied(use, uids);
        use.AnswerLost = static () => false;
        return told;
    }

    private void RemoveCopied(LaneUse use, UidSet uids)
    {
        try
        {
            Remove(use, uids);
        }
        catch (ImapRefusedException refused)
        {
            throw HalfDone(refused);
        }
    }

    /// <summary>Sends changes in flights and waits for all of each; the first refusal is thrown when the flight is over.</summary>
    private void SendChanges(LaneUse use, List<ImapCommand> commands)
    {
        use.Doing = Doing.ChangingMessages;
        foreach (var flight in commands.Chunk(ChangeFlight))
        {
            use.AnswerLost = () => Array.Exists(flight, c => c.WasSent);
            Connection.Send(flight);
            ImapRefusedException? refused = null;
            foreach (var command in flight)
            {
                var status = command.WaitForStatus();
                if (status.Condition != StatusCondition.Ok) refused ??= new ImapRefusedException(command.Name, status);
            }
            use.AnswerLost = static () => false;
            if (refused is not null) throw refused;
        }
    }

    /// <summary>Old and new uids of all chunks; null as soon as one of them was not told.</summary>
    private static MovedMessages? Paired(List<CopyUidCode?> told, long asked)
    {
        if (told.Contains(null)) return null;
        var generation = told[0]!.Generation;
        List<uint> from = [], to = [];
        foreach (var code in told)
        {
            if (code!.From.Count != code.To.Count || code.From.Count > asked || code.Generation != generation) return null;
            from.AddRange(code.From.ToArray(asked));
            to.AddRange(code.To.ToArray(asked));
        }
        return new MovedMessages(generation, from, to);
    }
}
