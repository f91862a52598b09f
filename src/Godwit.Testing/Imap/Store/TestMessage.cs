namespace Godwit.Testing.Imap;

/// <summary>A message in a folder of the test server. What it is never changes; its flags do, and reading them is safe at any time.</summary>
public sealed class TestMessage
{
    private readonly Lock _state = new();
    private MessageFlags _flags;
    private ulong _modSeq;

    internal TestMessage(uint uid, MessageBody body, MessageFlags flags, ReceivedDate received, string emailId, ulong modSeq)
    {
        (Uid, Body, Received, EmailId) = (uid, body, received, emailId);
        (_flags, _modSeq) = (flags, modSeq);
    }

    /// <summary>Its uid in the folder's present generation.</summary>
    public uint Uid { get; }

    /// <summary>Its bytes.</summary>
    public MessageBody Body { get; }

    /// <summary>Its internal date.</summary>
    public ReceivedDate Received { get; }

    /// <summary>EMAILID (RFC 8474 section 5.1): kept by COPY and MOVE.</summary>
    public string EmailId { get; }

    /// <summary>Its flags and keywords now.</summary>
    public MessageFlags Flags { get { lock (_state) return _flags; } }

    /// <summary>MODSEQ (RFC 7162) of its last change.</summary>
    public ulong ModSeq { get { lock (_state) return _modSeq; } }

    internal (MessageFlags Flags, ulong ModSeq) State { get { lock (_state) return (_flags, _modSeq); } }

    internal void Change(MessageFlags flags, ulong modSeq)
    {
        lock (_state) (_flags, _modSeq) = (flags, modSeq);
    }

    /// <summary>Uid, flags and size, for failing assertions.</summary>
    public override string ToString() => $"{Uid} ({Flags}) {Body.Length} bytes";
}
