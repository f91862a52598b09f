using System.Text;

namespace Godwit.Imap;

/// <summary>
/// Writes a command's arguments in the form that suits this server: quoted, or a literal without or with asking. When the server refuses a literal the rest of the
/// command is not sent (<see cref="Stopped"/>): the tagged answer is there already.
/// </summary>
internal sealed class CommandWriter
{
    private readonly ImapConnection _connection;
    private readonly ImapWriter _writer;
    private readonly ImapCommand _command;

    internal CommandWriter(ImapConnection connection, ImapWriter writer, ImapCommand command)
    {
        (_connection, _writer, _command) = (connection, writer, command);
    }

    /// <summary>True when the server has answered in the middle of the command: nothing more may be sent of it.</summary>
    internal bool Stopped { get; private set; }

    internal ImapCapabilities Capabilities => _connection.Capabilities;

    /// <summary>Words as they stand.</summary>
    internal CommandWriter Raw(ReadOnlySpan<byte> words)
    {
        if (!Stopped) _writer.Write(words);
        return this;
    }

    /// <summary>ASCII words as they stand.</summary>
    internal CommandWriter Raw(string words) => Raw(Encoding.Latin1.GetBytes(words));

    internal CommandWriter Number(ulong number)
    {
        if (!Stopped) _writer.WriteNumber(number);
        return this;
    }

    internal CommandWriter Set(UidSet set)
    {
        if (!Stopped) _writer.WriteSet(set);
        return this;
    }

    /// <summary>A string whose characters are bytes (ISO 8859-1): a folder's wire name.</summary>
    internal CommandWriter Name(string name) => String(Encoding.Latin1.GetBytes(name), secret: false);

    /// <summary>A string of text in UTF-8.</summary>
    internal CommandWriter Text(string text) => String(Encoding.UTF8.GetBytes(text), secret: false);

    /// <summary>A string that the wire log must not see.</summary>
    internal CommandWriter Secret(ReadOnlySpan<byte> secret) => String(secret, secret: true);

    /// <summary>Bytes of a sign-in.</summary>
    internal CommandWriter SecretRaw(ReadOnlySpan<byte> bytes)
    {
        if (!Stopped) _writer.WriteSecret(bytes);
        return this;
    }

    /// <summary>Flags in parentheses; keywords as they are. The caller sends only flags that the server takes.</summary>
    internal CommandWriter Flags(MessageFlags flags)
    {
        if (!Stopped) FlagWriter.Write(_writer, flags);
        return this;
    }

    /// <summary>Sends what was written and waits for the server's "+"; false when it answered the command instead.</summary>
    internal bool Continue(out byte[] challenge)
    {
        challenge = [];
        if (Stopped) return false;
        _writer.Flush();
        Stopped = !_connection.AwaitContinuation(_command, out challenge);
        return !Stopped;
    }

    private CommandWriter String(ReadOnlySpan<byte> bytes, bool secret)
    {
        if (Stopped) return this;
        if (CanQuote(bytes)) Quoted(bytes, secret);
        else Literal(bytes, secret);
        return this;
    }

    // RFC 9051 quoted: any TEXT-CHAR but quoted-specials, those with a backslash. 8-bit bytes need a literal in IMAP4rev1.
    private bool CanQuote(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 4000 && (_connection.Utf8Accepted ? !bytes.ContainsAny("\r\n\0"u8) : !bytes.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E));

    private void Quoted(ReadOnlySpan<byte> bytes, bool secret)
    {
        var quoted = new byte[bytes.Length * 2 + 2];
        var length = 0;
        quoted[length++] = (byte)'"';
        foreach (var value in bytes)
        {
            if (value is (byte)'"' or (byte)'\\') quoted[length++] = (byte)'\\';
            quoted[length++] = value;
        }
        quoted[length++] = (byte)'"';
        if (!secret) _writer.Write(quoted.AsSpan(0, length));
        else WriteAndForget(quoted, length);
    }

    private void WriteAndForget(byte[] secret, int length)
    {
        _writer.WriteSecret(secret.AsSpan(0, length));
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
    }

    private void Literal(ReadOnlySpan<byte> bytes, bool secret)
    {
        var free = Capabilities.AllowsNonSynchronising(bytes.Length);
        _writer.Write("{"u8);
        _writer.WriteNumber((ulong)bytes.Length);
        _writer.Write(free ? "+}\r\n"u8 : "}\r\n"u8);
        if (!free && !Continue(out _)) return;
        if (secret) _writer.WriteSecret(bytes);
        else _writer.WriteBody(bytes);
    }
}
