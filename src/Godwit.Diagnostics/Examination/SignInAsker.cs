using System.Net;
using System.Net.Security;
using System.Security.Authentication.ExtendedProtection;
using Godwit.Network.Http;
using Godwit.Network.SigningIn;

namespace Godwit.Diagnostics.Examination;

/// <summary>Signs in on a fresh connection: the one place from which an examination sends a credential.</summary>
internal static class SignInAsker
{
    /// <summary>The schemes that a password is good for, the one that the migration service uses first.</summary>
    public static readonly string[] Preferred = ["NTLM", "Negotiate", "Basic"];

    /// <summary>The scheme to sign in with; null when none is offered that a password is good for.</summary>
    public static string? SchemeOf(Sample anonymous) => Preferred.FirstOrDefault(wanted => anonymous.Answer!.Schemes.Contains(wanted, StringComparer.OrdinalIgnoreCase));

    /// <summary>Asks, signed in.</summary>
    /// <param name="notes">Whom, and who signs in.</param>
    /// <param name="at">The address.</param>
    /// <param name="ask">The request; its body goes with the last leg.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="then">What else is asked on the same connection after the answer; null for nothing.</param>
    public static async Task<(Sample Sample, SignInResult? Result)> AskAsync(ExaminationNotes notes, IPEndPoint at, HttpAsk ask, string scheme, CancellationToken cancellation, Func<HttpConnection, HttpAnswer, CancellationToken, Task>? then = null)
    {
        SignInResult? result = null;
        var isSent = false;
        var sample = await notes.Probe.OnConnectionAsync(at, ask, async (http, token) =>
        {
            // A node may show another certificate than the one that was judged.
            if (!http.MayTakeCredential) return new Sample(ask.Method, ask.Target, at) { Seen = "the certificate is not in order: nothing was sent" };
            using var binding = (http.Connection.Stream as SslStream)?.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint);
            isSent = true;
            result = await HttpSignIn.AskAsync(http.Connection, ask, scheme, notes.Host, notes.Request.Credential!, binding, token).ConfigureAwait(false);
            if (then is not null && result.State == SignInState.Accepted) await then(http.Connection, result.Final!, token).ConfigureAwait(false);
            return new Sample(ask.Method, ask.Target, at) { Answer = result.Final };
        }, cancellation).ConfigureAwait(false);
        // Where no answer came, the directory may have counted a bad logon all the same.
        if (isSent && (result is null || result.State == SignInState.Refused)) notes.Logons.NoteRefusal();
        return (sample, result);
    }
}
