using System.Text;

namespace Godwit.Benchmarks;

/// <summary>A server without a network: greets, takes in whatever is sent, and answers a command with the prepared lines and OK. Costs next to nothing, so that what is measured is ours.</summary>
internal sealed class ScriptedServer(byte[] untagged, string closing) : Stream
{
    private static readonly byte[] Greeting = Encoding.ASCII.GetBytes("* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+ MULTIAPPEND UIDPLUS CONDSTORE ESEARCH] hello\r\n");
    private byte[][] _answers = [Greeting];
    private int _answer;
    private int _at;
    private string? _tag;

    public override void Write(ReadOnlySpan<byte> buffer) => _tag ??= Encoding.ASCII.GetString(buffer[..buffer.IndexOf((byte)' ')]);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_answer < _answers.Length && _at == _answers[_answer].Length) (_answer, _at) = (_answer + 1, 0);
        if (_answer == _answers.Length) Answer();
        var rest = _answers[_answer].AsSpan(_at);
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private void Answer()
    {
        _answers = [untagged, Encoding.ASCII.GetBytes($"{_tag} OK {closing}\r\n")];
        (_answer, _at, _tag) = (untagged.Length == 0 ? 1 : 0, 0, null);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
