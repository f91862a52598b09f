namespace Godwit.Testing.Imap;

/// <summary>
/// The messages of one APPEND. The first thing wrong with any of them refuses them all, yet what the client sends unasked must still be read to the end.
/// </summary>
internal sealed class AppendGroup
{
    private readonly ImapSession _session;
    private readonly string _name;
    private readonly List<(MessageBody Body, MessageFlags Flags, ReceivedDate? Received)> _messages = [];
    private long _bytes;

    public AppendGroup(ImapSession session, string name)
    {
        (_session, _name) = (session, name);
        Try(() => session.Destination(name));
    }

    /// <summary>The answer that refuses the group, once something is wrong.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Does this, and remembers the refusal that it may raise.</summary>
    public T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RefusedException refused)
        {
            Refusal ??= refused.Message;
        }
        catch (BadCommandException bad)
        {
            Refusal ??= "BAD " + bad.Message;
        }
        return default;
    }

    public void CheckSize(LiteralAnnouncement literal)
    {
        _bytes += literal.Length;
        if (literal.Length > _session.Server.Options.MaxMessageBytes) Refusal ??= "NO [TOOBIG] Message is too large";
        else if (literal.IsPlain && literal.Length > _session.Input.MaxPlainLiteral) Refusal ??= "BAD [TOOBIG] Non-synchronising literal is too large";
        else if (!_session.Owner.HasRoomFor(_bytes)) Refusal ??= Refusals.OverQuota;
    }

    public void Add(byte[] message, MessageFlags flags, ReceivedDate? received)
    {
        Refusal ??= _session.Behaviour.RefusalOf(message);
        var stored = _session.Behaviour.RewritesOnAppend?.Invoke(message) ?? message;
        _messages.Add((MessageBody.Of(stored), flags, received));
    }

    public string Commit()
    {
        if (_messages.Count > _session.Behaviour.MaxGroupMessages) Refusal ??= "NO [LIMIT] Too many messages in one command";
        if (Refusal is not null) return Refusal;
        if (_session.Script?.End == CommandEnd.CommittedLate) Park();
        lock (_session.Owner.Gate)
        {
            var folder = _session.Destination(_name);
            if (folder.NoSelect) return "NO [CANNOT] Mailbox is not selectable";
            return Answer(folder, Store(folder));
        }
    }

    private void Park()
    {
        var (mailbox, name) = (_session.Owner, _name);
        _session.Server.Park(() =>
        {
            lock (mailbox.Gate)
            {
                if (mailbox.TryFolder(name) is { NoSelect: false } folder) Store(folder);
            }
        });
        throw new SessionOverException();
    }

    private UidSet Store(TestFolder folder)
    {
        var uids = new UidSet.Builder();
        foreach (var (body, flags, received) in _messages)
        {
            var date = Date(folder.Mailbox.Now, received);
            uids.Add(folder.Add(body, folder.Keep(flags), date, folder.Mailbox.NewEmailId()).Uid);
        }
        return uids.Build();
    }

    private ReceivedDate Date(ReceivedDate now, ReceivedDate? received)
    {
        if (received is not { } wanted || _session.Behaviour.ForgetsDates) return now;
        return _session.Behaviour.ClampsFutureDates && wanted > now ? now : wanted;
    }

    // RFC 4315 section 3: resp-code-apnd = "APPENDUID" SP nz-number SP append-uid
    private string Answer(TestFolder folder, UidSet uids)
    {
        var told = _session.Offers("UIDPLUS") && !_session.Behaviour.OmitsAppendUid;
        return told ? $"OK [APPENDUID {folder.Generation} {uids}] Append completed." : "OK Append completed.";
    }
}
