namespace Godwit.Proxy.Protocol;

/// <summary>Opens signed-in sessions with a proxy: learns what it offers once, and remembers it. Safe for several threads.</summary>
internal sealed class ProxyDoor
{
    private readonly ProxySettings _settings;
    private volatile object _scheme;

    /// <exception cref="ArgumentException">The endpoint is not https, or HTTP/2 is asked for with a scheme that is bound to a connection.</exception>
    public ProxyDoor(ProxySettings settings)
    {
        if (settings.Endpoint.Scheme != Uri.UriSchemeHttps && !(settings.AllowClearText && settings.Endpoint.Scheme == Uri.UriSchemeHttp))
            throw new ArgumentException("A proxy is reached by https.", nameof(settings));
        if (settings.UseHttp2 && SignIn.IsBound(settings.Scheme)) throw new ArgumentException("NTLM and Negotiate are bound to a connection and need HTTP/1.1.", nameof(settings));
        (_settings, _scheme) = (settings, settings.Scheme);
    }

    /// <summary>Opens a session and does with it what <paramref name="greet"/> says; the session is disposed when that fails.</summary>
    /// <param name="access">What for.</param>
    /// <param name="first">What nobody asks for, to learn what is offered.</param>
    /// <param name="greet">The first thing that is asked.</param>
    /// <param name="cancellation">Ends it.</param>
    public T Open<T>(LaneAccess access, Operation first, Func<LaneSession, CancellationToken, T> greet, CancellationToken cancellation) where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        var scheme = (ProxyScheme)_scheme;
        if (scheme != ProxyScheme.Offered) return SignedIn(signIn => new LaneSession(_settings, access, signIn), scheme, greet, cancellation);
        var asked = new LaneSession(_settings, access, SignIn.Anonymous);
        try
        {
            if (Ask(asked, first, cancellation) is not { } offered) return greet(asked, cancellation);
            _scheme = offered;
            return SignedIn(signIn => GoOn(asked, access, signIn), offered, greet, cancellation);
        }
        catch
        {
            asked.Dispose();
            throw;
        }
    }

    /// <summary>The session that asked what is offered, signed in: its connection is open already. Where the scheme is bound to a connection, or the credential is another one by now, a new one.</summary>
    private LaneSession GoOn(LaneSession asked, LaneAccess access, SignIn signIn)
    {
        if (asked.TrySignIn(signIn)) return asked;
        asked.Dispose();
        return new LaneSession(_settings, access, signIn);
    }

    /// <summary>What the proxy offers, from its answer to nobody; null when it lets nobody in, as in tests.</summary>
    private ProxyScheme? Ask(LaneSession session, Operation first, CancellationToken cancellation)
    {
        using var response = session.Probe(first, cancellation);
        if (response.StatusCode != System.Net.HttpStatusCode.Unauthorized)
        {
            if (!response.IsSuccessStatusCode) throw new FaultException(Refusals.Of(response, _settings, isChange: false));
            return null;
        }
        var speaker = Speaker.Of(response);
        if (speaker.IsExchange && !speaker.IsGodwit) throw new FaultException(Refusals.Of(response, _settings, isChange: false));
        return SignIn.Choose(response.Headers.WwwAuthenticate, _settings.Credentials(false).IsToken, _settings.UseHttp2) ?? throw NoCommonScheme(response);
    }

    private FaultException NoCommonScheme(HttpResponseMessage response)
    {
        var offered = string.Join(", ", response.Headers.WwwAuthenticate.Select(challenge => OtherSideText.Show(challenge.Scheme)).Distinct());
        var advice = _settings.UseHttp2 ? " NTLM and Negotiate need HTTP/1.1." : "";
        return new FaultException(new Fault(ProxyFaults.NoCommonScheme, Speaker.Of(response).IsGodwit ? Side.Proxy : Side.Network,
            $"{_settings.Host} offers {(offered.Length == 0 ? "no way" : offered)} to sign in, which does not go with what is given.{advice}"));
    }

    private T SignedIn<T>(Func<SignIn, LaneSession> session, ProxyScheme scheme, Func<LaneSession, CancellationToken, T> greet, CancellationToken cancellation) where T : class
    {
        var credential = _settings.Credentials(false);
        try
        {
            return Greet(session(SignIn.With(scheme, credential, _settings.Endpoint)), greet, cancellation);
        }
        catch (FaultException e) when (credential.IsToken && e.Fault.Code == ProxyFaults.CredentialsRefused.Code)
        {
            // The token may have expired; a password is never sent twice, since that locks accounts.
            return Greet(session(SignIn.With(scheme, _settings.Credentials(true), _settings.Endpoint)), greet, cancellation);
        }
    }

    private static T Greet<T>(LaneSession session, Func<LaneSession, CancellationToken, T> greet, CancellationToken cancellation) where T : class
    {
        try
        {
            return greet(session, cancellation);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
