namespace Godwit.Connectors.Imap;

/// <summary>Signs in; with a token that was refused, once more with a fresh one.</summary>
internal sealed class SignInSteps(ImapSettings settings, OtherSideFaults faults)
{
    // Mechanisms that this server offered and then refused while another was good: further lanes do not ask again.
    private volatile string[] _offeredInVain = [];

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
        var refused = new List<string>(_offeredInVain);
        while (!TryNext(connection, credential, refused)) { }
        _offeredInVain = [.. refused];
    }

    /// <summary>
    /// Tries the best way that is left. False when it was refused without a reason and another is left: servers offer mechanisms for which they have no secret of this user (SCRAM where passwords
    /// are kept as other hashes), and none tells which channel bindings it knows (RFC 5802 section 6; Cyrus 3.6 knows tls-unique only). A server that says AUTHENTICATIONFAILED (RFC 5530) is asked once.
    /// </summary>
    private bool TryNext(ImapConnection connection, SaslCredential credential, List<string> refused)
    {
        var mechanism = Choose(connection, credential, refused);
        try
        {
            if (mechanism is not null) Authenticate(connection, mechanism);
            else if (CanLogIn(connection, credential)) connection.Send(new LoginCommand(credential)).Wait();
            else throw new FaultException(faults.Make(ConnectorFaults.NoCommonMechanism, NoWay(connection.Capabilities, credential)));
            return true;
        }
        catch (ImapRefusedException refusal) when (mechanism is not null && SaysNotWhy(refusal) && IsAnotherLeft(connection, credential, refused, mechanism.Name))
        {
            refused.Add(mechanism.Name);
            return false;
        }
    }

    private ISaslMechanism? Choose(ImapConnection connection, SaslCredential credential, IReadOnlyList<string> refused) =>
        SaslMechanisms.Choose(connection.ReadCapabilities().Names, credential, connection.IsEncrypted, new SaslChoice
        {
            AllowsClearText = settings.Security == ImapSecurity.None,
            Mechanism = settings.Mechanism,
            Binding = connection.ChannelBinding,
            Refused = refused,
            Host = settings.Host,
            Port = settings.Port,
        });

    /// <summary>Also AUTHORIZATIONFAILED, which RFC 5530 says only of a password that was right: Dovecot 2.3 answers so to SCRAM of a master user named in the login (<c>alice*master</c>), whom it lets in by PLAIN.</summary>
    private bool SaysNotWhy(ImapRefusedException refusal) =>
        refusal.Status.Code is null or { Kind: ResponseCodeKind.AuthorizationFailed } && faults.Of(refusal, Doing.SigningIn).Kind == ConnectorFaults.CredentialsRefused;

    private bool IsAnotherLeft(ImapConnection connection, SaslCredential credential, List<string> refused, string refusedNow)
    {
        string[] all = [.. refused, refusedNow];
        return !credential.IsToken && (Choose(connection, credential, all) is not null || CanLogIn(connection, credential) && !all.Any(name => name is "PLAIN" or "LOGIN"));
    }

    private void Authenticate(ImapConnection connection, ISaslMechanism mechanism)
    {
        try
        {
            connection.Send(new AuthenticateCommand(mechanism)).Wait();
        }
        catch (SaslException e)
        {
            var kind = e.Failure == SaslFailure.BadChallenge ? ConnectorFaults.ProtocolViolation : ConnectorFaults.CredentialsRefused;
            throw new FaultException(faults.SignInFailed(kind, e.Message), e);
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
