namespace Godwit.Proxy.Protocol;

/// <summary>A mailbox behind an MRS Proxy, as a connector like any other. Each lane has a connection of its own.</summary>
public sealed class ProxyConnector : IMailboxConnector
{
    private readonly ProxySettings _settings;
    private volatile object _scheme;

    /// <summary>The mailbox of these settings; nothing is connected yet.</summary>
    /// <exception cref="ArgumentException">The endpoint is not https, or HTTP/2 is asked for with a scheme that is bound to a connection.</exception>
    public ProxyConnector(ProxySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Endpoint.Scheme != Uri.UriSchemeHttps && !(settings.AllowClearText && settings.Endpoint.Scheme == Uri.UriSchemeHttp))
            throw new ArgumentException("A proxy is reached by https.", nameof(settings));
        if (settings.UseHttp2 && SignIn.IsBound(settings.Scheme)) throw new ArgumentException("NTLM and Negotiate are bound to a connection and need HTTP/1.1.", nameof(settings));
        _settings = settings;
        _scheme = settings.Scheme;
    }

    /// <inheritdoc/>
    public string Identity => _settings.Identity;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => Open(LaneAccess.Read, cancellation);

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => Open(LaneAccess.Write, cancellation);

    private ProxyLane Open(LaneAccess access, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scheme = (ProxyScheme)_scheme;
        if (scheme == ProxyScheme.Offered)
        {
            var session = new LaneSession(_settings, access, SignIn.Anonymous);
            if (Ask(session, cancellation) is not { } offered) return Greet(session, cancellation);
            _scheme = scheme = offered;
        }
        return SignedIn(scheme, access, cancellation);
    }

    /// <summary>What the proxy offers, from its answer to nobody; null when it lets nobody in, as in tests. The session is disposed unless it can be used.</summary>
    private ProxyScheme? Ask(LaneSession session, CancellationToken cancellation)
    {
        var isUsed = false;
        try
        {
            using var response = session.Probe(cancellation);
            if (response.StatusCode != System.Net.HttpStatusCode.Unauthorized)
            {
                if (!response.IsSuccessStatusCode) throw new FaultException(Refusals.Of(response, _settings, isChange: false));
                isUsed = true;
                return null;
            }
            var speaker = Speaker.Of(response);
            if (speaker.IsExchange && !speaker.IsGodwit) throw new FaultException(Refusals.Of(response, _settings, isChange: false));
            return SignIn.Choose(response.Headers.WwwAuthenticate, _settings.Credentials(false).IsToken, _settings.UseHttp2) ?? throw NoCommonScheme(response);
        }
        finally
        {
            if (!isUsed) session.Dispose();
        }
    }

    private FaultException NoCommonScheme(HttpResponseMessage response)
    {
        var offered = string.Join(", ", response.Headers.WwwAuthenticate.Select(challenge => OtherSideText.Show(challenge.Scheme)).Distinct());
        var advice = _settings.UseHttp2 ? " NTLM and Negotiate need HTTP/1.1." : "";
        return new FaultException(new Fault(ProxyFaults.NoCommonScheme, Speaker.Of(response).IsGodwit ? Side.Proxy : Side.Network,
            $"{_settings.Host} offers {(offered.Length == 0 ? "no way" : offered)} to sign in, which does not go with what is given.{advice}"));
    }

    private ProxyLane SignedIn(ProxyScheme scheme, LaneAccess access, CancellationToken cancellation)
    {
        var credential = _settings.Credentials(false);
        try
        {
            return Greet(new LaneSession(_settings, access, SignIn.With(scheme, credential, _settings.Endpoint)), cancellation);
        }
        catch (FaultException e) when (credential.IsToken && e.Fault.Code == ProxyFaults.CredentialsRefused.Code)
        {
            // The token may have expired; a password is never sent twice, since that locks accounts.
            return Greet(new LaneSession(_settings, access, SignIn.With(scheme, _settings.Credentials(true), _settings.Endpoint)), cancellation);
        }
    }

    private static ProxyLane Greet(LaneSession session, CancellationToken cancellation)
    {
        try
        {
            using var answer = session.Ask(Operation.Hello, null, cancellation);
            answer.Expect(RecordKind.Welcome);
            var welcome = answer.Step(static records => ReadWelcome(records));
            answer.Expect(RecordKind.Traits);
            var traits = answer.Step(static records => ReadTraits(records));
            answer.End();
            session.BatchBytes = welcome.BatchBytes;
            return new ProxyLane(session, traits);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static Welcome ReadWelcome(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return Welcome.Read(ref reader);
    }

    private static ConnectorTraits ReadTraits(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return TraitsCodec.Read(ref reader);
    }
}
