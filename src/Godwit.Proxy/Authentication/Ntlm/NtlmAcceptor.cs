using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Godwit.Proxy.Authentication.Passwords;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Listening;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>Leads NTLMv2 handshakes on connections, whichever way the messages are wrapped. Users are those of the file who have an NT hash.</summary>
/// <param name="server">Our name.</param>
/// <param name="domain">Our domain.</param>
/// <param name="users">The users.</param>
/// <param name="vault">Their NT hashes.</param>
/// <param name="clock">The clock.</param>
internal sealed class NtlmAcceptor(string server, string domain, UserFile users, NtHashVault vault, TimeProvider clock)
{
    private static readonly object HandshakeKey = new();

    // Checked against when there is no such user, so that the answer takes as long and says the same.
    private readonly byte[] _hashOfNobody = RandomNumberGenerator.GetBytes(16);

    /// <summary>True when somebody can sign in so: a scheme that nobody can use would be tried first by clients that prefer it.</summary>
    public bool HasUsers => users.Current.AnyNtHash;

    /// <summary>The user whom a message names; null when it does not.</summary>
    public static string? ClaimedUser(byte[] message)
    {
        try
        {
            return NtlmMessage.TypeOf(message) == NtlmMessage.Authenticate ? AuthenticateMessage.Read(message).User : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Takes the next message of a client.</summary>
    /// <param name="message">The message.</param>
    /// <param name="exchange">The request that brought it.</param>
    /// <param name="directory">What is in force.</param>
    /// <param name="scheme">How logs shall name the proof.</param>
    public NtlmStep Take(byte[] message, Exchange exchange, WebServicesVirtualDirectory directory, string scheme)
    {
        if (exchange.ConnectionItems is not { } items) return NtlmStep.Refused(null, AuthenticationOutcome.InvalidToken);
        items.Remove(HandshakeKey, out var begun);
        try
        {
            switch (NtlmMessage.TypeOf(message))
            {
                case NtlmMessage.Negotiate:
                    var handshake = new NtlmHandshake(message, domain, server, clock.GetUtcNow());
                    items[HandshakeKey] = handshake;
                    return NtlmStep.Challenged(handshake.Challenge);
                case NtlmMessage.Authenticate when begun is NtlmHandshake open:
                    return Finish(open, AuthenticateMessage.Read(message), exchange, directory, scheme);
                default:
                    return NtlmStep.Refused(null, AuthenticationOutcome.InvalidToken);
            }
        }
        catch (FormatException)
        {
            return NtlmStep.Refused(null, AuthenticationOutcome.InvalidToken);
        }
    }

    private NtlmStep Finish(NtlmHandshake handshake, AuthenticateMessage answer, Exchange exchange, WebServicesVirtualDirectory directory, string scheme)
    {
        var user = new AccountName(answer.User, answer.Domain, answer.User).IsOf(domain) ? users.Current.Find(answer.User) : null;
        var hash = user?.NtHash is { } kept ? vault.Reveal(user.Name, kept) : null;
        var verdict = handshake.Check(answer, hash ?? _hashOfNobody, BindingOf(exchange), directory.ExtendedProtectionTokenChecking, out var sessionKey);
        if (hash is null || verdict == NtlmVerdict.WrongProof) return NtlmStep.Refused(answer.User, AuthenticationOutcome.LogonFailure);
        if (verdict == NtlmVerdict.Altered) return NtlmStep.Refused(answer.User, AuthenticationOutcome.MessageAltered);
        if (verdict == NtlmVerdict.WrongChannel) return NtlmStep.Refused(answer.User, AuthenticationOutcome.BadBindings);
        return user!.Disabled
            ? NtlmStep.Refused(answer.User, AuthenticationOutcome.AccountDisabled)
            : NtlmStep.Proven(FilePasswords.UserOf(user, domain, scheme), new NtlmSession(sessionKey, answer.Flags));
    }

    private static byte[] BindingOf(Exchange exchange) =>
        exchange.ConnectionItems?.TryGetValue(ProxyListener.CertificateKey, out var shown) == true && shown is X509Certificate2 certificate ? ChannelBindings.NtlmHash(certificate) : new byte[16];
}

/// <summary>What a message of a client led to: a challenge, a proof, or a refusal.</summary>
internal sealed record NtlmStep
{
    /// <summary>The message that goes back; null: none.</summary>
    public byte[]? Challenge { get; private init; }

    /// <summary>Who it is, when it is proven.</summary>
    public ProxyUser? User { get; private init; }

    /// <summary>The keys of the session, when it is proven.</summary>
    public NtlmSession? Session { get; private init; }

    /// <summary>What it came to otherwise.</summary>
    public AuthenticationOutcome.Rejected? Refusal { get; private init; }

    public static NtlmStep Challenged(byte[] challenge) => new() { Challenge = challenge };

    public static NtlmStep Proven(ProxyUser user, NtlmSession session) => new() { User = user, Session = session };

    public static NtlmStep Refused(string? user, uint code) => new() { Refusal = new AuthenticationOutcome.Rejected(user, code) };
}
