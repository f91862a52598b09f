namespace Godwit.Imap;

/// <summary>
/// UID FETCH (RFC 9051 section 6.4.5): rows as the server sends them. Several may be under way; they are read in the order in which they were sent, each to its
/// end or until it is disposed. Rows that the server sends for other reasons (flags changed by somebody else) come between: look at <see cref="FetchedMessage.Has"/>. A server may also
/// send the rows of a later FETCH before it has answered an earlier one (Dovecot holds its answers back): rows come to whichever command is being read, so look at the uid too.
/// </summary>
public sealed class FetchCommand : ImapCommand, IHearsVanished, IDisposable
{
    private readonly UidSet _set;
    private readonly FetchItems _items;
    private readonly UidGathering _vanished = new();
    private bool _reading;

    /// <summary>Fetches these items of these messages. A set that reaches up to 4,294,967,295 means "and all above" (<c>n:*</c>), for which servers always name their last message.</summary>
    public FetchCommand(UidSet set, FetchItems items)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.IsEmpty) throw new ArgumentException("There is nothing to fetch.", nameof(set));
        (_set, _items) = (set, items);
    }

    /// <inheritdoc/>
    public override string Name => "UID FETCH";

    /// <summary>RFC 7162: only messages changed after this point; 0 for all.</summary>
    public ulong ChangedSince { get; init; }

    /// <summary>RFC 7162 (QRESYNC enabled, with <see cref="ChangedSince"/>): the server also tells which of the set are gone.</summary>
    public bool TellVanished { get; init; }

    /// <summary>The row that the last <see cref="MoveNext"/> reached.</summary>
    public FetchedMessage Row { get; } = new();

    /// <summary>Which messages the server said are gone (<see cref="TellVanished"/>). Whole once <see cref="MoveNext"/> has given false.</summary>
    public UidSet VanishedEarlier => _vanished.All;

    internal bool IsAbandoned { get; private set; }

    internal override bool Wants(UntaggedKind kind) => kind is UntaggedKind.Fetch || (kind is UntaggedKind.Vanished && TellVanished);

    void IHearsVanished.Vanished(UidSet uids) => _vanished.Add(uids);

    /// <summary>Goes to the next row, passing over what is left of the current one. False at the end.</summary>
    /// <exception cref="ImapRefusedException">The server said NO or BAD, perhaps after some rows.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public bool MoveNext()
    {
        var connection = Connection ?? throw new InvalidOperationException($"{Name} was not sent.");
        if (IsAbandoned) throw new InvalidOperationException($"{Name} was disposed.");
        Row.Close();
        if (!_reading && !(_reading = connection.EnterReading(this))) return AtEnd();
        try
        {
            while (!IsDone)
            {
                if (connection.ReadResponse(this)) return true;
            }
        }
        catch
        {
            StopReading(connection);
            throw;
        }
        StopReading(connection);
        return AtEnd();
    }

    /// <summary>Gives up the rows that were not read: they will be passed over when the next answer is waited for.</summary>
    public void Dispose()
    {
        if (IsAbandoned) return;
        IsAbandoned = true;
        if (!_reading) return;
        try
        {
            Row.Close();
        }
        catch (ImapConnectionException)
        {
            // The connection keeps why it ended; whoever uses it next is told.
        }
        StopReading(Connection!);
    }

    internal override void Write(CommandWriter writer)
    {
        writer.Raw("UID FETCH "u8).Set(_set).Raw(" ("u8);
        WriteItems(writer);
        writer.Raw(")"u8);
        if (ChangedSince == 0) return;
        writer.Raw(" (CHANGEDSINCE "u8).Number(ChangedSince).Raw(TellVanished ? " VANISHED)"u8 : ")"u8);
    }

    private void WriteItems(CommandWriter writer)
    {
        var first = true;
        Item(writer, FetchItems.Uid, "UID"u8, ref first);
        Item(writer, FetchItems.Flags, "FLAGS"u8, ref first);
        Item(writer, FetchItems.InternalDate, "INTERNALDATE"u8, ref first);
        Item(writer, FetchItems.Size, "RFC822.SIZE"u8, ref first);
        Item(writer, FetchItems.ModSeq, "MODSEQ"u8, ref first);
        Item(writer, FetchItems.EmailId, "EMAILID"u8, ref first);
        Item(writer, FetchItems.Body, "BODY.PEEK[]"u8, ref first);
        Item(writer, FetchItems.Header, "BODY.PEEK[HEADER]"u8, ref first);
    }

    private void Item(CommandWriter writer, FetchItems item, ReadOnlySpan<byte> name, ref bool first)
    {
        if ((_items & item) == 0) return;
        if (!first) writer.Raw(" "u8);
        writer.Raw(name);
        first = false;
    }

    private bool AtEnd()
    {
        WaitForOk();
        return false;
    }

    private void StopReading(ImapConnection connection)
    {
        if (!_reading) return;
        _reading = false;
        connection.LeaveReading();
    }
}

/// <summary>A command that wants to know what VANISHED (EARLIER) says (RFC 7162).</summary>
internal interface IHearsVanished
{
    void Vanished(UidSet uids);
}
