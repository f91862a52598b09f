namespace Godwit.Connectors.Imap;

/// <summary>Signs in; with a token that was refused, once more with a fresh one.</summary>
internal sealed class SignInSteps(ImapSettings settings, OtherSideFaults faults)
{
    /// <summary>The signed-in connection: the same, or another one when the server closed the first over a refused token.</summary>
    internal ImapConnection SignIn(ImapConnection connection, CancellationToken cancellation)
    {
        if (connection.Greeting.Condition == StatusCondition.PreAuth) return connection;
        var isToken = false;
        try
        {
            Attempt(connection, fresh: false, out isToken);
            return connection;
        }
        catch (Exception e) when (isToken && IsAboutCredentials(e))
        {
            cancellation.ThrowIfCancellationRequested();
            return Again(connection, cancellation);
        }
    }

    private ImapConnection Again(ImapConnection connection, CancellationToken cancellation)
    {
        // Some servers close a connection after a refused token, others count it: a new one is clean either way.
        connection.Dispose();
        var second = ImapConnection.Open(settings.ToOptions(), cancellation);
        try
        {
            Attempt(second, fresh: true, out _);
            return second;
        }
        catch
        {
            second.Dispose();
            throw;
        }
    }

    private void Attempt(ImapConnection connection, bool fresh, out bool isToken)
    {
        using var credential = settings.Credentials(fresh);
        isToken = credential.IsToken;
        try
        {
            Attempt(connection, credential, connection.ChannelBinding);
        }
        catch (ImapRefusedException refusal) when (settings.Mechanism is null && connection.ChannelBinding is not null && MayBeAboutTheBinding(connection, refusal))
        {
            Attempt(connection, credential, binding: null);
        }
    }

    private void Attempt(ImapConnection connection, SaslCredential credential, ChannelBinding? binding)
    {
        var capabilities = connection.ReadCapabilities();
        var mechanism = SaslMechanisms.Choose(capabilities.Names, credential, connection.IsEncrypted, new SaslChoice
        {
            AllowsClearText = settings.Security == ImapSecurity.None,
            Mechanism = settings.Mechanism,
            Binding = binding,
            Host = settings.Host,
            Port = settings.Port,
        });
        if (mechanism is not null) Authenticate(connection, mechanism);
        else if (CanLogIn(connection, credential)) connection.Send(new LoginCommand(credential)).Wait();
        else throw new FaultException(faults.Make(ConnectorFaults.NoCommonMechanism, NoWay(capabilities, credential)));
    }

    /// <summary>
    /// A server does not tell which types of channel binding it knows (RFC 5802 section 6): Cyrus 3.6 knows tls-unique only and says no more than NO to the one that holds for all versions of
    /// TLS. Then we sign in without; the certificate has been checked as always.
    /// </summary>
    private static bool MayBeAboutTheBinding(ImapConnection connection, ImapRefusedException refusal) =>
        connection.Capabilities.SaslMechanisms.Any(m => m.EndsWith("-PLUS", StringComparison.OrdinalIgnoreCase))
        && refusal.Status.Code?.Kind != ResponseCodeKind.AuthenticationFailed;

    private void Authenticate(ImapConnection connection, ISaslMechanism mechanism)
    {
        try
        {
            connection.Send(new AuthenticateCommand(mechanism)).Wait();
        }
        catch (SaslException e)
        {
            var kind = e.Failure == SaslFailure.BadChallenge ? ConnectorFaults.ProtocolViolation : ConnectorFaults.CredentialsRefused;
            throw new FaultException(faults.Make(kind, e.Message), e);
        }
    }

    private bool CanLogIn(ImapConnection connection, SaslCredential credential) =>
        !credential.IsToken && credential.AuthorizationId.Length == 0 && settings.Mechanism is null or "LOGIN"
        && !connection.Capabilities.Has("LOGINDISABLED") && (connection.IsEncrypted || settings.Security == ImapSecurity.None);

    private static string NoWay(ImapCapabilities capabilities, SaslCredential credential) =>
        $"it offers {OtherSideText.Show(string.Join(", ", capabilities.SaslMechanisms.DefaultIfEmpty("no mechanism")))}, which does not fit a {(credential.IsToken ? "token" : "password")}"
        + (credential.AuthorizationId.Length > 0 ? " with an authorisation identity." : ".");

    private static bool IsAboutCredentials(Exception e) => e switch
    {
        ImapRefusedException refused => refused.Status.Code is null or { Kind: ResponseCodeKind.AuthenticationFailed or ResponseCodeKind.Expired or ResponseCodeKind.Other },
        FaultException { Fault.Code: var code } => code == ConnectorFaults.CredentialsRefused.Code,
        _ => false,
    };
}
