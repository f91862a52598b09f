using System.Net;
using System.Net.Security;
using System.Security.Authentication.ExtendedProtection;
using System.Text;
using Godwit.Network.Http;

namespace Godwit.Network.SigningIn;

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInState
{
    /// <summary>The server let us in; what it then said is another matter.</summary>
    Accepted,
    /// <summary>It refused what we sent: a bad logon, as the directory counts it.</summary>
    Refused,
    /// <summary>The handshake stopped before anything about the account was sent: no challenge came.</summary>
    NoChallenge,
    /// <summary>This machine cannot do the scheme, or not with what the server demands.</summary>
    NotPossibleHere,
}

/// <summary>How an attempt to sign in went.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Answers">The server's answers in order; the last one is the final one.</param>
/// <param name="Challenge">What the server told about itself on the way, where it did.</param>
public sealed record SignInResult(SignInState State, IReadOnlyList<HttpAnswer> Answers, NtlmChallenge? Challenge = null)
{
    /// <summary>The last answer; null when nothing was asked.</summary>
    public HttpAnswer? Final => Answers.Count > 0 ? Answers[^1] : null;
}

/// <summary>Signs in on one connection, exactly once. Whoever calls has made sure that the connection is with whom it should be.</summary>
public static class HttpSignIn
{
    private const int MaxLegs = 6;

    /// <summary>Asks with the credential, in as many legs as the scheme takes. The body goes with the last.</summary>
    /// <param name="connection">A fresh connection of HTTP/1.1.</param>
    /// <param name="ask">The request.</param>
    /// <param name="scheme"><c>Basic</c>, <c>NTLM</c> or <c>Negotiate</c>.</param>
    /// <param name="host">The server's name.</param>
    /// <param name="credential">Who signs in.</param>
    /// <param name="binding">Ties the logon to the TLS connection (RFC 5929); null to leave that out.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="HttpTroubleException">An answer cannot be read.</exception>
    public static async Task<SignInResult> AskAsync(HttpConnection connection, HttpAsk ask, string scheme, string host, NetworkCredential credential, ChannelBinding? binding, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(credential);
        return scheme == "Basic"
            ? Judge(scheme, [await connection.AskAsync(ask.With("Authorization", "Basic " + BasicToken(credential)), cancellation).ConfigureAwait(false)], null)
            : await NegotiateAsync(connection, ask, scheme, host, credential, binding, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks for a challenge of NTLM without naming anybody: shows whether the handshake passes the devices on the way, and who answers.</summary>
    /// <exception cref="HttpTroubleException">The answer cannot be read.</exception>
    public static async Task<(HttpAnswer Answer, NtlmChallenge? Challenge)> AskForChallengeAsync(HttpConnection connection, HttpAsk ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(ask);
        var answer = await connection.AskAsync(ask.With("Authorization", "NTLM " + NtlmChallenge.Question), cancellation).ConfigureAwait(false);
        return (answer, Token(answer, "NTLM") is { } token ? NtlmChallenge.Read(token) : null);
    }

    private static async Task<SignInResult> NegotiateAsync(HttpConnection connection, HttpAsk ask, string scheme, string host, NetworkCredential credential, ChannelBinding? binding, CancellationToken cancellation)
    {
        // The managed NTLM needs no library of the system; for Negotiate the system's is asked first, which may have a ticket.
        if (scheme == "NTLM") AppContext.SetSwitch("System.Net.Security.UseManagedNtlm", true);
        using var negotiation = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions { Package = scheme, Credential = credential, TargetName = "HTTP/" + host, Binding = binding });
        var answers = new List<HttpAnswer>();
        NtlmChallenge? challenge = null;
        var token = negotiation.GetOutgoingBlob((string?)null, out var state);
        while (token is not null && answers.Count < MaxLegs)
        {
            var isLast = challenge is not null || state == NegotiateAuthenticationStatusCode.Completed;
            var answer = await connection.AskAsync((isLast ? ask : ask with { Body = default }).With("Authorization", scheme + " " + token), cancellation).ConfigureAwait(false);
            answers.Add(answer);
            if (answer.Status != 401 || Token(answer, scheme) is not { } incoming) break;
            challenge ??= NtlmChallenge.Read(incoming);
            if (!connection.IsReusable) break;
            token = negotiation.GetOutgoingBlob(incoming, out state);
            if (state is not (NegotiateAuthenticationStatusCode.ContinueNeeded or NegotiateAuthenticationStatusCode.Completed)) return new SignInResult(SignInState.NotPossibleHere, answers, challenge);
        }
        return answers.Count == 0 ? new SignInResult(SignInState.NotPossibleHere, []) : Judge(scheme, answers, challenge);
    }

    // The first message of NTLM names no account: refused there, nothing was tried.
    private static SignInResult Judge(string scheme, List<HttpAnswer> answers, NtlmChallenge? challenge) => new(
        answers[^1].Status != 401 ? SignInState.Accepted : scheme == "NTLM" && challenge is null ? SignInState.NoChallenge : SignInState.Refused, answers, challenge);

    private static string? Token(HttpAnswer answer, string scheme) => answer.All("WWW-Authenticate")
        .FirstOrDefault(value => value.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase))?[(scheme.Length + 1)..].Trim();

    private static string BasicToken(NetworkCredential credential) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes((credential.Domain.Length == 0 ? "" : credential.Domain + "\\") + credential.UserName + ":" + credential.Password));
}
