using System.Net;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// What a lane speaks through: makes requests on its connection, one at a time, and turns everything that goes wrong into faults. After a fault that reaches beyond a folder it is closed.
/// </summary>
internal sealed class LaneSession : IDisposable
{
    private static readonly TimeSpan TrustIdleFor = TimeSpan.FromSeconds(15);

    private readonly ProxySettings _settings;
    private readonly LaneAccess _access;
    private SignIn _signIn;
    private readonly LaneConnection _connection;
    private readonly SilenceWatch _watch;
    private readonly CallLog _log;
    private long _lastAnswer;
    private bool _isClosed;
    private bool _isDisposed;

    public LaneSession(ProxySettings settings, LaneAccess access, SignIn signIn)
    {
        (_settings, _access, _signIn) = (settings, access, signIn);
        _connection = new LaneConnection(settings, signIn.Credentials);
        _watch = new SilenceWatch(_connection, settings);
        _log = new CallLog(settings);
    }

    public ProxySettings Settings => _settings;

    /// <summary>Takes what is asked and answered.</summary>
    public CallLog Log => _log;

    /// <summary>The version that the proxy chose; the range that we speak until then.</summary>
    public ProtocolVersions Version { get; set; } = ProtocolVersions.Ours;

    /// <summary>How long a batch may be.</summary>
    public int BatchBytes { get; set; } = WireLimits.BatchBytes;

    /// <summary>True while a listing or reader has the lane.</summary>
    public bool IsLent { get; set; }

    /// <summary>True when nothing can be asked any more.</summary>
    public bool IsClosed => _isClosed || _isDisposed;

    /// <summary>How long it took to reach whoever takes the proxy's connections; zero until there is one.</summary>
    public TimeSpan RoundTrip => _connection.RoundTrip;

    /// <summary>Lets every request from now on say who asks, on the connection that is open. False where that cannot be: the way belongs to a connection of its own, or the session is over.</summary>
    public bool TrySignIn(SignIn signIn)
    {
        if (SignIn.IsBound(signIn.Scheme) || IsClosed) return false;
        _signIn = signIn;
        return true;
    }

    /// <summary>Begins a call: the lane is free and open, and the token has not struck.</summary>
    public void Enter(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IMailboxSource));
        if (IsLent) throw new InvalidOperationException("The lane's listing or reader must be disposed first.");
        cancellation.ThrowIfCancellationRequested();
        if (_isClosed) throw new FaultException(new Fault(ConnectorFaults.ConnectionLost, Side.Network, $"{_settings.Host}: the lane was closed by an earlier fault."));
    }

    /// <summary>Asks, and gives the answer when its headers say that it is one.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellation">Closes the lane.</param>
    /// <exception cref="FaultException">It was refused, or the connection broke.</exception>
    public Answer Ask(Operation operation, HttpContent? content, CancellationToken cancellation) =>
        TryAsk(operation, content, cancellation) ?? throw new InvalidOperationException("Only an optional operation may be unknown.");

    /// <summary>As <see cref="Ask"/>; null when the operation is optional and not known there, or kept away from the proxy by a device that lets known paths through only.</summary>
    public Answer? TryAsk(Operation operation, HttpContent? content, CancellationToken cancellation)
    {
        using var closing = cancellation.UnsafeRegister(static connection => ((LaneConnection)connection!).Abort(), _connection);
        HttpResponseMessage? response = null;
        try
        {
            if (content is not null) SignInAgain(cancellation);
            response = Send(operation, content, cancellation);
            if (operation.IsOptional() && IsUnknown(response))
            {
                response.Dispose();
                return null;
            }
            Insist(response, operation);
            _lastAnswer = _settings.Clock.GetTimestamp();
            return new Answer(this, response, operation, cancellation);
        }
        catch (Exception e)
        {
            response?.Dispose();
            throw Explain(e, operation.IsChange(), cancellation);
        }
    }

    private static bool IsUnknown(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.NotFound => Speaker.Of(response) is not { IsGodwit: true, Reason: not RefusalReasons.UnknownOperation },
        HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed => !Speaker.Of(response).IsGodwit,
        _ => false,
    };

    /// <summary>A connection that was idle may be gone, and with it what it remembered: a new one is signed in by a request without a body, since a body might have to be sent twice.</summary>
    private void SignInAgain(CancellationToken cancellation)
    {
        if (!SignIn.IsBound(_signIn.Scheme) || _settings.Clock.GetElapsedTime(_lastAnswer) < TrustIdleFor) return;
        using var response = Send(Operation.Hello, null, cancellation);
        Insist(response, Operation.Hello);
    }

    /// <summary>Asks without signing in, and gives the answer whatever it is.</summary>
    public HttpResponseMessage Probe(Operation operation, CancellationToken cancellation)
    {
        using var closing = cancellation.UnsafeRegister(static connection => ((LaneConnection)connection!).Abort(), _connection);
        try
        {
            return Send(operation, null, cancellation);
        }
        catch (Exception e)
        {
            throw Explain(e, isChange: false, cancellation);
        }
    }

    private HttpResponseMessage Send(Operation operation, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri($"{_settings.Endpoint.AbsoluteUri.TrimEnd('/')}/{operation.Name()}"));
        request.Content = content;
        var headers = request.Headers;
        headers.Authorization = _signIn.Header;
        headers.ExpectContinue = content is MessageContent ? true : null;
        headers.TryAddWithoutValidation(ProtocolHeaders.Protocol, Version.ToString());
        if (operation != Operation.ListMailboxes) headers.TryAddWithoutValidation(ProtocolHeaders.Mailbox, Uri.EscapeDataString(_settings.Mailbox).Replace("%40", "@", StringComparison.Ordinal));
        headers.TryAddWithoutValidation(ProtocolHeaders.Access, _access == LaneAccess.Write ? "write" : "read");
        if (_settings.ClientRequestId is { } named) headers.TryAddWithoutValidation(ProtocolHeaders.ClientRequestId, named.ToString("D"));
        if (_settings.Compress) headers.TryAddWithoutValidation(ProtocolHeaders.Compression, "br");
        if (operation.IsChange() && _settings.Stamp is { } stamp) headers.TryAddWithoutValidation(ProtocolHeaders.Move, stamp.ToString());
        _log.Asked(operation, _access, _signIn.Scheme != ProxyScheme.Offered);
        _watch.Begin();
        try
        {
            var answer = _connection.Send(request, cancellation);
            _log.Answered(operation, answer);
            return answer;
        }
        catch (Exception broken)
        {
            _log.Broke(operation, broken);
            throw;
        }
        finally
        {
            _watch.End();
            request.Content = null;
        }
    }

    /// <summary>Success, of a version that we asked for, with records.</summary>
    private void Insist(HttpResponseMessage response, Operation operation)
    {
        if (response.StatusCode != HttpStatusCode.OK) throw new FaultException(Refusals.Of(response, _settings, operation.IsChange()));
        var isRecords = string.Equals(response.Content.Headers.ContentType?.MediaType, ProtocolHeaders.MediaType, StringComparison.OrdinalIgnoreCase);
        if (!isRecords || !ProtocolVersions.TryParse(Speaker.First(response, ProtocolHeaders.Protocol), out var chosen) || chosen.Min != chosen.Max || Version.Common(chosen) is null)
            throw new FaultException(Refusals.NotRecords(response, _settings, operation.IsChange()));
        Version = chosen;
    }

    /// <summary>Reads from the proxy's answer; silence that lasts too long ends it.</summary>
    public int Read(Stream stream, byte[] buffer, int offset, int count)
    {
        _watch.Begin();
        try
        {
            return stream.Read(buffer, offset, count);
        }
        finally
        {
            _watch.End();
        }
    }

    /// <summary>What to throw for this; closes the lane unless the fault reaches no further than a folder.</summary>
    /// <param name="e">What went wrong.</param>
    /// <param name="isChange">True when it may have been done.</param>
    /// <param name="cancellation">The caller's wish, which explains a closed connection.</param>
    /// <param name="hasBegun">True when the answer had begun.</param>
    public Exception Explain(Exception e, bool isChange, CancellationToken cancellation, bool hasBegun = false)
    {
        if (cancellation.IsCancellationRequested)
        {
            Close();
            return e as OperationCanceledException ?? new OperationCanceledException("The lane was closed at the caller's wish.", e, cancellation);
        }
        if (e is InvalidOperationException and not ObjectDisposedException) return e;
        var fault = e as FaultException ?? Inner(e) ?? new FaultException(Broken(e, isChange, hasBegun), e);
        if (fault.Fault.Reach > Reach.Folder) Close();
        return fault;
    }

    private Fault Broken(Exception e, bool isChange, bool hasBegun)
    {
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }) return NoTls(e);
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError })
            return new(ProxyFaults.NotAProxy, Side.Network, $"{_settings.Host} does not speak HTTP/2, nor does what stands before it; leave out http=2.");
        var outcome = isChange ? FaultOutcome.Unknown : FaultOutcome.NotDone;
        if (_watch.HasStruck) return new(ConnectorFaults.TimedOut, Side.Network, $"{_settings.Host} was silent for {_settings.SilenceTimeout.TotalSeconds:0} s.", outcome) { Reach = Reach.Mailbox };
        return e switch
        {
            WireException { IsCut: false } => new(ConnectorFaults.ProtocolViolation, Side.Proxy, $"{_settings.Host}: {e.Message}", outcome),
            _ when hasBegun => new(ProxyFaults.StreamCut, Side.Network, $"{_settings.Host}: the answer broke off before its closing record: the proxy died, or a device on the way closed the connection.", outcome),
            _ when isChange => new(ConnectorFaults.AnswerLost, Side.Network, $"{_settings.Host}: the connection broke before the answer to a change came.", outcome),
            _ => new(ConnectorFaults.ConnectionLost, Side.Network, $"{_settings.Host}: the connection broke.", outcome),
        };
    }

    /// <summary>A handshake that breaks off is no disagreement about TLS: a balancer closes the connection so when the proxy behind it has just died.</summary>
    private Fault NoTls(Exception e)
    {
        if (_connection.CertificateComplaint is { } complaint) return new(ConnectorFaults.CertificateRejected, Side.Network, complaint);
        return e.InnerException is IOException
            ? new(ConnectorFaults.ConnectionLost, Side.Network, $"{_settings.Host}: the connection broke while TLS was being established.")
            : new(ConnectorFaults.TlsFailed, Side.Network, $"TLS with {_settings.Host} could not be established: {OtherSideText.Show(e.InnerException?.Message ?? e.Message)}");
    }

    /// <summary>A fault of our own that HTTP has wrapped.</summary>
    private static FaultException? Inner(Exception e)
    {
        for (var cause = e.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is FaultException fault) return fault;
        return null;
    }

    /// <summary>Closes the connection under whatever waits for it; from any thread.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>Nothing can be asked of the lane any more.</summary>
    public void Close()
    {
        _isClosed = true;
        _connection.Abort();
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _watch.Dispose();
        _connection.Dispose();
    }
}
