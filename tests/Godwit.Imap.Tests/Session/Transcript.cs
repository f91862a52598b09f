using System.Text;

namespace Godwit.Imap.Tests;

/// <summary>
/// A server whose words are all said beforehand: since only who waits reads, a whole conversation can be a string. Gives them in pieces of any size and keeps what we said.
/// </summary>
internal sealed class Transcript(byte[] server, int pieceBytes = int.MaxValue) : Stream
{
    private readonly MemoryStream _client = new();
    private int _at;

    internal Transcript(string server, int pieceBytes = int.MaxValue) : this(Encoding.Latin1.GetBytes(server), pieceBytes) { }

    /// <summary>What we said.</summary>
    internal string Said => Encoding.Latin1.GetString(_client.ToArray());

    internal bool IsClosed { get; private set; }

    /// <summary>A signed-in session that says this after its greeting.</summary>
    internal static ImapConnection Session(string server, out Transcript transcript, string capabilities = "IMAP4rev1 LITERAL+ UIDPLUS", int pieceBytes = int.MaxValue, IWireLog? log = null)
    {
        transcript = new Transcript($"* PREAUTH [CAPABILITY {capabilities}] hello\r\n{server}", pieceBytes);
        return ImapConnection.Over(transcript, Options with { WireLog = log });
    }

    internal static ImapConnection Session(string server, string capabilities = "IMAP4rev1 LITERAL+ UIDPLUS") => Session(server, out _, capabilities);

    internal static ImapOptions Options { get; } = new("localhost", 143) { Security = ImapSecurity.None };

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var length = Math.Min(Math.Min(count, pieceBytes), server.Length - _at);
        server.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
        _at += length;
        return length;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        _client.Write(buffer, offset, count);
    }

    public override void Flush() { }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
