using System.Net.Sockets;

namespace Godwit.Imap;

/// <summary>From nothing to a session: TCP, TLS, greeting, and later compression.</summary>
public sealed partial class ImapConnection
{
    /// <summary>Connects as the options say and reads the greeting. Nobody is signed in yet (unless <see cref="Greeting"/> is PREAUTH).</summary>
    /// <exception cref="ImapConnectionException">There is no connection, and why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImapConnection Open(ImapOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var socket = options.Dial(options, cancellation);
        using var closing = cancellation.Register(static s => ((Socket)s!).Dispose(), socket);
        try
        {
            return Greet(new Transport(new SocketStream(socket, options)), options, directTls: options.Security == ImapSecurity.Tls);
        }
        catch (Exception e)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw ConnectionFailures.Of(e);
        }
    }

    /// <summary>A session over a stream that the caller has opened and protected; the greeting is read, TLS is not begun. The stream is closed with the session.</summary>
    /// <exception cref="ImapConnectionException">The greeting is none.</exception>
    public static ImapConnection Over(Stream stream, ImapOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return Greet(new Transport(stream), options, directTls: false);
    }

    /// <summary>RFC 4978: compresses both directions from here on. Nothing may be under way.</summary>
    /// <exception cref="ImapRefusedException">The server will not.</exception>
    public void Compress()
    {
        Send(new CompressCommand()).Wait();
        lock (_writing)
        {
            _transport.StartDeflate(_reader.TakeBuffered());
            _reader.Switch(_transport.Input);
            _writer.Switch(_transport.Output);
        }
    }

    private static ImapConnection Greet(Transport transport, ImapOptions options, bool directTls)
    {
        if (directTls) transport.StartTls(options);
        var connection = new ImapConnection(transport, options);
        try
        {
            connection.WaitForGreeting(directTls);
            if (options.Security == ImapSecurity.StartTls) connection.StartTls();
            return connection;
        }
        catch (Exception e)
        {
            throw connection.Fail(e);
        }
    }

    /// <summary>A server that waits for TLS says nothing until it gives up, and who only reads that the connection ended would try for ever.</summary>
    private void WaitForGreeting(bool directTls)
    {
        try
        {
            ReadGreeting();
        }
        catch (Exception e) when (!directTls && ConnectionFailures.Of(e) is { End: ConnectionEnd.Lost or ConnectionEnd.TimedOut } silence)
        {
            throw new ImapConnectionException(silence.End, $"{silence.Message.TrimEnd('.')} before it greeted; perhaps the port begins with TLS (imaps://).", e);
        }
    }

    // RFC 9051: greeting = "*" SP (resp-cond-auth / resp-cond-bye) CRLF
    private void ReadGreeting()
    {
        _reader.Expect((byte)'*');
        _reader.ExpectSpace();
        var condition = UntaggedKinds.Condition(_reader.ExpectAtom());
        if (condition is not (StatusCondition.Ok or StatusCondition.PreAuth or StatusCondition.Bye)) throw ImapConnectionException.Violation("This is no IMAP server: its first line is no greeting.");
        Greeting = ReadStatus(condition.Value);
        if (condition == StatusCondition.Bye) throw new ImapConnectionException(Greeting);
    }

    /// <summary>
    /// RFC 9051 section 6.2.1. Whatever was said before TLS could have come from anybody: a session that needs no sign-in is refused, bytes that follow the OK
    /// are refused (they would be read as if they had come through TLS), and capabilities are forgotten.
    /// </summary>
    private void StartTls()
    {
        if (Greeting.Condition == StatusCondition.PreAuth) throw new ImapConnectionException(ConnectionEnd.StartTlsMissing, "The server signs everybody in before TLS (PREAUTH), so TLS cannot be begun.");
        if (!ReadCapabilities().Has("STARTTLS")) throw new ImapConnectionException(ConnectionEnd.StartTlsMissing, "The server does not offer STARTTLS, or something on the way took it out.");
        var answer = Send(new StartTlsCommand()).WaitForStatus();
        if (answer.Condition != StatusCondition.Ok) throw new ImapConnectionException(ConnectionEnd.StartTlsMissing, $"The server refused STARTTLS: {OtherSideText.Show(answer.Text)}");
        if (_reader.HasBuffered) throw ImapConnectionException.Violation("Bytes came between STARTTLS and TLS: somebody on the way put them there.");
        _transport.StartTls(_options);
        _reader.Switch(_transport.Input);
        _writer.Switch(_transport.Output);
        _capabilities = null;
    }
}
