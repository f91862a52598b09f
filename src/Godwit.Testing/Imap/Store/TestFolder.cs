namespace Godwit.Testing.Imap;

/// <summary>
/// A folder of the test server, open to the test as to the user's other devices: what is done here is announced to the sessions that have it selected, as by a real
/// server. Every member may be used from any thread.
/// </summary>
public sealed partial class TestFolder
{
    private bool _wasSelected;
    private readonly TestMailbox _mailbox;
    private readonly List<TestMessage> _messages = [];
    private readonly List<FolderChange> _history = [];
    private readonly List<(ulong ModSeq, uint Uid)> _vanished = [];
    private readonly HashSet<string> _keywords = new(StringComparer.OrdinalIgnoreCase);
    private uint _uidNext = 1;
    private ulong _modSeq = 1;

    internal TestFolder(TestMailbox mailbox, string name, uint generation, string id)
    {
        (_mailbox, Name, Generation, Id) = (mailbox, name, new FolderGeneration(generation), id);
        Keywords = mailbox.Keywords;
    }

    /// <summary>Its name on the wire, prefix and separators included, in modified UTF-7.</summary>
    public string Name { get; internal set; }

    /// <summary>MAILBOXID (RFC 8474): stays through a rename.</summary>
    public string Id { get; }

    /// <summary>UIDVALIDITY.</summary>
    public FolderGeneration Generation { get; private set; }

    /// <summary>What it is for; told by LIST where the server offers SPECIAL-USE.</summary>
    public SpecialUse Role { get; set; }

    /// <summary>True for a node that holds folders but no messages (<c>\NoSelect</c>).</summary>
    public bool NoSelect { get; set; }

    /// <summary>Which flags it keeps.</summary>
    public KeywordPolicy Keywords { get; set; }

    /// <summary>True when HIGHESTMODSEQ is not kept here: the server answers NOMODSEQ (RFC 7162 section 3.1.2.2).</summary>
    public bool NoModSeq { get; set; }

    /// <summary>Who may do what (RFC 4314): identifier to rights; the owner's own rights are what MYRIGHTS tells.</summary>
    public IDictionary<string, string> Rights { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal bool IsDeleted { get; set; }

    /// <summary>UIDNEXT.</summary>
    public uint UidNext { get { lock (_mailbox.Gate) return _uidNext; } }

    /// <summary>HIGHESTMODSEQ.</summary>
    public ulong HighestModSeq { get { lock (_mailbox.Gate) return _modSeq; } }

    /// <summary>The messages at this moment, by ascending uid; a copy of the list.</summary>
    public IReadOnlyList<TestMessage> Messages { get { lock (_mailbox.Gate) return [.. _messages]; } }

    /// <summary>How many messages there are.</summary>
    public int Count { get { lock (_mailbox.Gate) return _messages.Count; } }

    /// <summary>The message with this uid.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TestMessage Message(uint uid)
    {
        lock (_mailbox.Gate)
            return Find(uid) is { } message ? message : throw new KeyNotFoundException($"{Name} has no message {uid}.");
    }

    /// <summary>New mail arrives, as through LMTP: no limit or misbehaviour applies. Returns its uid.</summary>
    /// <param name="message">The bytes, which must not be changed afterwards.</param>
    /// <param name="flags">Its flags.</param>
    /// <param name="received">Its internal date; null takes the server's clock.</param>
    public uint Deliver(byte[] message, MessageFlags flags = default, ReceivedDate? received = null) => Deliver(MessageBody.Of(message), flags, received);

    /// <summary>New mail arrives, its bytes perhaps computed where they are read. Returns its uid.</summary>
    public uint Deliver(MessageBody message, MessageFlags flags = default, ReceivedDate? received = null)
    {
        lock (_mailbox.Gate) return Add(message, flags, received ?? _mailbox.Now, _mailbox.NewEmailId()).Uid;
    }

    /// <summary>The user sets exactly these flags.</summary>
    /// <exception cref="KeyNotFoundException">There is no such message.</exception>
    public void SetFlags(uint uid, MessageFlags flags)
    {
        lock (_mailbox.Gate) Change(Message(uid), flags, origin: null);
    }

    /// <summary>The user adds and removes flags.</summary>
    /// <exception cref="KeyNotFoundException">There is no such message.</exception>
    public void ChangeFlags(uint uid, MessageFlags add, MessageFlags remove = default)
    {
        lock (_mailbox.Gate)
        {
            var message = Message(uid);
            Change(message, message.Flags.Union(add).Except(remove), origin: null);
        }
    }

    /// <summary>The user deletes these messages for good; uids that are not there are passed over. Returns how many went.</summary>
    public int Expunge(params IEnumerable<uint> uids)
    {
        lock (_mailbox.Gate)
        {
            var gone = uids.Select(Find).OfType<TestMessage>().ToList();
            Remove(gone);
            return gone.Count;
        }
    }

    /// <summary>The user moves these messages. Returns their new uids in the order given.</summary>
    /// <exception cref="KeyNotFoundException">One of them is not there.</exception>
    public IReadOnlyList<uint> Move(TestFolder to, params IEnumerable<uint> uids)
    {
        ArgumentNullException.ThrowIfNull(to);
        lock (_mailbox.Gate)
        {
            var moved = uids.Select(Message).ToList();
            var placed = moved.ConvertAll(m => to.Add(m.Body, m.Flags, m.Received, m.EmailId).Uid);
            Remove(moved);
            return placed;
        }
    }

    /// <summary>
    /// The server rebuilt its index: another UIDVALIDITY, and all uids given anew from <paramref name="firstUid"/> on, or kept when it is null. Sessions that have the folder selected are
    /// told goodbye at their next command.
    /// </summary>
    public void Rebuild(uint? generation = null, uint? firstUid = null)
    {
        lock (_mailbox.Gate)
        {
            Generation = new FolderGeneration(generation ?? _mailbox.NewGeneration());
            Incarnation++;
            _vanished.Clear();
            _history.Clear();
            _modSeq = 1;
            if (firstUid is { } first) Renumber(first);
        }
    }

    /// <summary>Somebody looks at the folder on a server that numbers it for good only when it is SELECTed.</summary>
    internal void LookedAt(bool selected)
    {
        if (selected) _wasSelected = true;
        else if (!_wasSelected) Generation = new FolderGeneration(_mailbox.NewGeneration());
    }

    /// <summary>Uids that were once in use are given again, as by a server whose uid counter was lost: the next message gets the lowest uid above all that exist.</summary>
    public void ForgetUidNext()
    {
        lock (_mailbox.Gate) _uidNext = _messages.Count == 0 ? 1 : _messages[^1].Uid + 1;
    }

    private void Renumber(uint first)
    {
        var old = _messages.ToArray();
        _messages.Clear();
        _uidNext = first;
        foreach (var m in old) _messages.Add(new TestMessage(_uidNext++, m.Body, m.Flags, m.Received, m.EmailId, _modSeq));
    }
}
