using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>Writes a message's bytes: all of them straight from the body, sections from a copy of the header.</summary>
internal readonly struct FetchBytes(ImapSession session, FetchItem item)
{
    private const int HeaderPiece = 65_536;

    public void Write(TestMessage message)
    {
        session.Replies.Text(item.Name).Bytes(" "u8);
        var (body, offset, length) = Span(message.Body);
        if (item.Partial is { } partial)
        {
            var skipped = Math.Min(partial.Offset, length);
            (offset, length) = (offset + skipped, Math.Min(partial.Count, length - skipped));
        }
        WriteSpan(body, offset, length, session.Behaviour.BodyForms?.Invoke(message) ?? BodyForm.Literal);
    }

    private void WriteSpan(MessageBody body, long offset, long length, BodyForm form)
    {
        if (form == BodyForm.Nil) session.Replies.Bytes("NIL"u8);
        else if (form == BodyForm.Quoted && CanBeQuoted(body, offset, length, out var text)) session.Replies.String(text);
        else session.Replies.Literal(body, offset, length, item.IsBinary && HasNul(body), !item.IsBinary && session.Behaviour.TurnsNulInto80);
    }

    private (MessageBody Body, long Offset, long Length) Span(MessageBody body)
    {
        if (item.Section.Length == 0) return (body, 0, body.Length);
        var header = HeaderLength(body);
        if (item.Section == "HEADER") return (body, 0, header);
        if (item.Section == "TEXT") return (body, header, body.Length - header);
        var fields = MessageBody.Of(HeaderFields.Choose(body, (int)header, item.Section));
        return (fields, 0, fields.Length);
    }

    private static long HeaderLength(MessageBody body)
    {
        var piece = new byte[Math.Min(HeaderPiece, body.Length)];
        body.Read(0, piece);
        if (piece.AsSpan().StartsWith("\r\n"u8)) return 2;
        var end = piece.AsSpan().IndexOf("\r\n\r\n"u8);
        return end < 0 ? body.Length : end + 4;
    }

    private static bool CanBeQuoted(MessageBody body, long offset, long length, out string text)
    {
        text = "";
        if (length > 8_192) return false;
        var bytes = new byte[length];
        body.Read(offset, bytes);
        if (bytes.AsSpan().IndexOfAny("\r\n\0"u8) >= 0 || bytes.AsSpan().IndexOfAnyInRange((byte)128, (byte)255) >= 0) return false;
        text = Encoding.ASCII.GetString(bytes);
        return true;
    }

    /// <summary>literal8 is meant for what has a NUL (RFC 3516 section 4.2); a body that is computed never has.</summary>
    private static bool HasNul(MessageBody body) => body is not GeneratedBody && body.ToArray().AsSpan().Contains((byte)0);
}
