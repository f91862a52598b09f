namespace Godwit.Imap;

/// <summary>How a message's length is announced.</summary>
public enum LiteralPolicy
{
    /// <summary>Without asking where the server allows it (LITERAL+, LITERAL-), else asking.</summary>
    FreeWhereAllowed,
    /// <summary>Always asking: the server can refuse before a byte of the message was sent.</summary>
    Ask,
}

/// <summary>
/// Writes one APPEND: <see cref="BeginMessage"/>, <see cref="Write"/> until all bytes are written, again <see cref="BeginMessage"/> for the next of a group, then <see cref="Finish"/>.
/// Nobody else can send meanwhile; all calls come from one thread, while another may read answers. Disposed in the middle it closes the connection: bytes of a message must never
/// become commands, and nothing is ever padded.
/// </summary>
public sealed class AppendWriter : IDisposable
{
    private readonly ImapConnection _connection;
    private readonly ImapWriter _writer;
    private readonly CommandWriter _command;
    private long _left;
    private bool _begun;
    private bool _over;

    internal AppendWriter(ImapConnection connection, ImapWriter writer, AppendCommand append, CommandWriter command)
    {
        (_connection, _writer, Command, _command) = (connection, writer, append, command);
        _begun = true;
        _over = command.Stopped;
    }

    /// <summary>The command: wait for it after <see cref="Finish"/>.</summary>
    public AppendCommand Command { get; }

    /// <summary>True when the server has answered already, surely with NO or BAD: finish, and send no further message.</summary>
    public bool IsAnswered => Command.IsDone;

    /// <summary>
    /// Announces a message. False when the server refused it before its first byte: the command is over then, <see cref="Finish"/> returns it and its answer is there.
    /// </summary>
    /// <param name="flags">Only flags that the folder takes.</param>
    /// <param name="received">INTERNALDATE, or null to leave it to the server.</param>
    /// <param name="length">Exactly how many bytes will be written.</param>
    /// <param name="policy">Whether to ask.</param>
    /// <param name="binary">Send a literal8 (RFC 3516), which may hold NUL; only where the server has BINARY.</param>
    /// <exception cref="InvalidOperationException">The last message was not written to its end.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public bool BeginMessage(MessageFlags flags, ReceivedDate? received, long length, LiteralPolicy policy = LiteralPolicy.FreeWhereAllowed, bool binary = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_left > 0) throw new InvalidOperationException($"{_left} bytes of the last message are missing.");
        if (_over) return false;
        try
        {
            var free = policy == LiteralPolicy.FreeWhereAllowed && _command.Capabilities.AllowsNonSynchronising(length);
            Command.SentFreely |= free;
            Announce(flags, received, length, free, binary);
            if (!free && !_command.Continue(out _))
            {
                _over = true;
                return false;
            }
        }
        catch (Exception e)
        {
            throw _connection.SendingFailed(e);
        }
        _left = length;
        if (length == 0) Command.Messages++;
        return true;
    }

    /// <summary>Writes the next bytes of the message.</summary>
    /// <exception cref="InvalidOperationException">These are more than were announced. Nothing of them was written; dispose this.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _left) throw new InvalidOperationException($"{piece.Length - _left} bytes more than were announced.");
        if (piece.IsEmpty) return;
        try
        {
            _writer.WriteBody(piece);
        }
        catch (Exception e)
        {
            throw _connection.SendingFailed(e);
        }
        _left -= piece.Length;
        if (_left == 0) Command.Messages++;
    }

    /// <summary>Ends the command, sends what is left of it, and returns it.</summary>
    /// <exception cref="InvalidOperationException">The last message was not written to its end; dispose this.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public AppendCommand Finish()
    {
        if (_left > 0) throw new InvalidOperationException($"{_left} bytes of the last message are missing.");
        if (!_begun) return Command;
        try
        {
            if (!_over) _writer.Write("\r\n"u8);
            _writer.Flush();
        }
        catch (Exception e)
        {
            throw _connection.SendingFailed(e);
        }
        Command.MarkSent();
        Release();
        return Command;
    }

    /// <summary>Closes the connection unless the command was finished.</summary>
    public void Dispose()
    {
        if (!_begun) return;
        if (!_over || _left > 0) _connection.Abort();
        Release();
    }

    // append = "APPEND" SP mailbox 1*append-message ; append-message = [SP flag-list] [SP date-time] SP literal
    private void Announce(MessageFlags flags, ReceivedDate? received, long length, bool free, bool binary)
    {
        _writer.Write(" "u8);
        if (!flags.IsEmpty)
        {
            FlagWriter.Write(_writer, flags);
            _writer.Write(" "u8);
        }
        if (received is { } date) WriteDate(date);
        if (binary) _writer.Write("~"u8);
        _writer.Write("{"u8);
        _writer.WriteNumber((ulong)length);
        _writer.Write(free ? "+}\r\n"u8 : "}\r\n"u8);
    }

    private void WriteDate(ReceivedDate date)
    {
        Span<byte> text = stackalloc byte[InternalDate.Length + 3];
        text[0] = text[^2] = (byte)'"';
        text[^1] = (byte)' ';
        InternalDate.Format(date, text[1..^2]);
        _writer.Write(text);
    }

    private void Release()
    {
        if (!_begun) return;
        _begun = false;
        _connection.EndAppend();
    }
}
