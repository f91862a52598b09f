namespace Godwit.Imap;

/// <summary>
/// A command on its way: made, sent by <see cref="ImapConnection.Send"/>, answered some time later. Any number may be under way; whoever waits for one reads the
/// answers of those before it. A command object is used once.
/// </summary>
public abstract class ImapCommand
{
    private ImapStatus? _status;
    private ImapConnectionException? _failure;
    private volatile bool _done;
    private volatile bool _sent;

    /// <summary>The command's name, without arguments.</summary>
    public abstract string Name { get; }

    /// <summary>True when it has been answered, or the connection that was to answer it is gone.</summary>
    public bool IsDone => _done;

    /// <summary>
    /// True when its last byte has been given to the network. A command that was not wholly sent has certainly not been done; one that was sent and not answered may have been.
    /// </summary>
    public bool WasSent => _sent;

    /// <summary>The tagged answer; null before it came.</summary>
    public ImapStatus? Status => _status;

    internal uint Tag { get; set; }

    internal ImapConnection? Connection { get; set; }

    /// <summary>True for a command whose answer is BYE.</summary>
    internal virtual bool ExpectsBye => false;

    /// <summary>Writes name and arguments, without tag and end of line.</summary>
    internal abstract void Write(CommandWriter writer);

    /// <summary>True when data of this kind are (perhaps among others) this command's.</summary>
    internal virtual bool Wants(UntaggedKind kind) => false;

    /// <summary>Reads the data; the end of the line is left.</summary>
    internal virtual void Read(UntaggedKind kind, uint number, ImapReader reader) { }

    /// <summary>Sees an untagged OK, NO or BAD that came while this was the oldest command.</summary>
    internal virtual void Notice(ImapStatus status) { }

    /// <summary>Called once with the tagged answer, before anybody who waits goes on.</summary>
    internal virtual void Answered(ImapStatus status) { }

    internal void MarkSent() => _sent = true;

    internal void Complete(ImapStatus status)
    {
        Answered(status);
        _status = status;
        _done = true;
    }

    internal void Fail(ImapConnectionException failure)
    {
        if (_done) return;
        _failure = failure;
        _done = true;
    }

    /// <summary>Reads answers until this command's has come; never throws for NO or BAD.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    /// <exception cref="InvalidOperationException">It was not sent, or an earlier FETCH has not been read to its end.</exception>
    public ImapStatus WaitForStatus()
    {
        (Connection ?? throw new InvalidOperationException($"{Name} was not sent.")).ReadUntilDone(this);
        return _failure is null ? _status! : throw _failure.Again();
    }

    private protected ImapStatus WaitForOk()
    {
        var status = WaitForStatus();
        return status.Condition == StatusCondition.Ok ? status : throw new ImapRefusedException(Name, status);
    }
}

/// <summary>A command whose answer has a value.</summary>
public abstract class ImapCommand<T> : ImapCommand
{
    /// <summary>Reads answers until this command's has come, and gives its value. May be called again.</summary>
    /// <exception cref="ImapRefusedException">The server said NO or BAD; the connection lives.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public T Wait() => Result(WaitForOk());

    internal abstract T Result(ImapStatus ok);
}
