namespace Godwit.Imap;

/// <summary>
/// One IMAP session (RFC 9051, RFC 3501). Commands are sent by <see cref="Send{TCommand}(TCommand)"/>, which does not wait; whoever waits for an answer reads. One thread may send while
/// another reads; there is no thread of the connection's own.
/// </summary>
public sealed partial class ImapConnection : IDisposable
{
    private readonly ImapOptions _options;
    private readonly Transport _transport;
    private readonly ImapReader _reader;
    private readonly ImapWriter _writer;
    private readonly object _writing = new();
    private ImapCapabilities? _capabilities;

    private ImapConnection(Transport transport, ImapOptions options)
    {
        _transport = transport;
        _options = options;
        _reader = new ImapReader(transport.Input, options.WireLog);
        _writer = new ImapWriter(transport.Output, options.WireLog);
    }

    /// <summary>What the server can do, as last told. TLS and sign-in make it unknown again: see <see cref="ReadCapabilities"/>.</summary>
    public ImapCapabilities Capabilities => _capabilities ?? ImapCapabilities.None;

    /// <summary>The server's greeting.</summary>
    public ImapStatus Greeting { get; private set; } = new(StatusCondition.Ok, null, "");

    /// <summary>True when nobody on the way can read what is said.</summary>
    public bool IsEncrypted => _transport.IsEncrypted;

    /// <summary>What ties a sign-in to this TLS session (RFC 5929); null without TLS, or when the certificate's kind does not allow it.</summary>
    public ChannelBinding? ChannelBinding => _transport.ServerCertificate is { } certificate ? Godwit.Imap.ChannelBinding.OfServer(certificate) : null;

    /// <summary>The open folder, or null. Its counters follow what the server says.</summary>
    public SelectedMailbox? Selected { get; internal set; }

    /// <summary>True after UTF8=ACCEPT was enabled (RFC 6855): names and quoted strings are UTF-8.</summary>
    public bool Utf8Accepted { get; internal set; }

    /// <summary>Hears what the server says without being asked; null for nobody.</summary>
    public IMailboxEvents? Events { get; set; }

    /// <summary>The capabilities, asked for when they are not known.</summary>
    public ImapCapabilities ReadCapabilities()
    {
        if (_capabilities is null) Send(new CapabilityCommand()).Wait();
        return Capabilities;
    }

    /// <summary>Sends a command and returns it: its <c>Wait</c> gives the answer.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone. The command has certainly not been done unless it <see cref="ImapCommand.WasSent"/>.</exception>
    public TCommand Send<TCommand>(TCommand command) where TCommand : ImapCommand
    {
        ArgumentNullException.ThrowIfNull(command);
        lock (_writing)
        {
            BeginCommand(command, endLine: true);
            FlushCommands();
        }
        command.MarkSent();
        return command;
    }

    /// <summary>Sends commands in one flight. As many as the server can answer without our reading: some hundred.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public void Send(IReadOnlyList<ImapCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        lock (_writing)
        {
            foreach (var command in commands) BeginCommand(command, endLine: true);
            FlushCommands();
        }
        foreach (var command in commands) command.MarkSent();
    }

    /// <summary>Closes the connection at once, from any thread; whoever reads or writes gets an <see cref="ImapConnectionException"/>.</summary>
    public void Abort() => Fail(new ImapConnectionException(ConnectionEnd.ClosedByUs, "The connection was closed on this side."));

    /// <summary>Closes the connection without LOGOUT.</summary>
    public void Dispose()
    {
        Abort();
        ReturnBuffers();
    }

    internal ImapReader Reader => _reader;

    internal void KnowCapabilities(ImapCapabilities? capabilities) => _capabilities = capabilities;

    private CommandWriter BeginCommand(ImapCommand command, bool endLine = false)
    {
        Register(command);
        try
        {
            _writer.Write("A"u8);
            _writer.WriteNumber(command.Tag);
            _writer.Write(" "u8);
            var writer = new CommandWriter(this, _writer, command);
            command.Write(writer);
            if (endLine && !writer.Stopped) _writer.Write("\r\n"u8);
            return writer;
        }
        catch (Exception e)
        {
            throw SendingFailed(e);
        }
    }

    private void FlushCommands()
    {
        try
        {
            _writer.Flush();
        }
        catch (Exception e)
        {
            throw SendingFailed(e);
        }
    }

    private void ReturnBuffers()
    {
        lock (_state)
        {
            if (_reading || _buffersReturned || !Monitor.TryEnter(_writing)) return;   // somebody still runs out of them: the garbage collector has them then
            _buffersReturned = true;
        }
        _reader.Dispose();
        _writer.Dispose();
        Monitor.Exit(_writing);
    }
}
