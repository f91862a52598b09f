namespace Godwit.Sync;

/// <summary>
/// Finds a received date for messages whose store tells none, or an absurd one: the topmost Received field, else the Date field, else the date of the message before it in the folder.
/// </summary>
internal static class DateRepair
{
    public static Dictionary<uint, ReceivedDate> For(FolderWork work, IMailboxSource lane, PassContext context)
    {
        var messages = work.SourceView!.New;
        var undated = Undated(messages, work.ToCopy);
        if (undated.IsEmpty) return [];
        var fromHeaders = new Dictionary<uint, ReceivedDate>();
        var now = context.Environment.Clock.GetUtcNow();
        DigestReader.ForEach(lane, work.SourceFolder, work.SourceGeneration, undated, MessagePart.Header, message =>
        {
            if (DateFallback.Of(HeaderBytes.Of(message), now) is { } date) fromHeaders[message.Uid] = date;
        }, context.Cancellation);
        var dates = WithNeighbours(messages, undated, fromHeaders);
        context.Tally.Note($"{work.SourceName}: {dates.Count} messages have no usable received date on the source; it was taken from their headers or their neighbours.");
        return dates;
    }

    private static UidSet Undated(MessageTable messages, UidSet wanted)
    {
        var undated = new UidSet.Builder();
        for (var i = 0; i < messages.Count; i++)
            if (messages[i].ReceivedSeconds == PairRow.NoDate && wanted.Contains(messages[i].Uid)) undated.Add(messages[i].Uid);
        return undated.Build();
    }

    private static Dictionary<uint, ReceivedDate> WithNeighbours(MessageTable messages, UidSet undated, Dictionary<uint, ReceivedDate> dates)
    {
        ReceivedDate? neighbour = null;
        for (var i = 0; i < messages.Count; i++)
        {
            ref readonly var message = ref messages[i];
            if (undated.Contains(message.Uid) && !dates.ContainsKey(message.Uid) && neighbour is { } date) dates[message.Uid] = date;
            neighbour = dates.TryGetValue(message.Uid, out var own) ? own : message.Received ?? neighbour;
        }
        return dates;
    }
}
