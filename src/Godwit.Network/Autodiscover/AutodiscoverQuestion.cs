using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Authentication.ExtendedProtection;
using Godwit.Network.Connecting;
using Godwit.Network.Http;
using Godwit.Network.SigningIn;

namespace Godwit.Network.Autodiscover;

/// <summary>Asks one place once, in one form.</summary>
internal sealed class AutodiscoverQuestion(NetworkAccess network, NetworkCredential? credential, CredentialReach reach, LogonBudget budget)
{
    private static readonly string[] Preferred = ["NTLM", "Negotiate", "Basic"];
    private static readonly string[] ServiceFields = ["X-FEServer", "request-id", "X-CalculatedBETarget", "X-Godwit-Protocol"];
    private const int MaxAddresses = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6), ConnectPatience = TimeSpan.FromSeconds(2);

    /// <summary>Asks; whatever goes wrong is an outcome.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<(AutodiscoverAttempt Attempt, AutodiscoverAnswer? Answer)> AskAsync(AutodiscoverMethod method, string address, Uri url, CancellationToken cancellation)
    {
        using var patienceEnds = new CancellationTokenSource(Patience, network.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellation);
        try
        {
            return await AskPlaceAsync(method, address, url, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (Attempt(method, url, AutodiscoverOutcome.Unreachable, "no answer in time"), null);
        }
        catch (SocketException failure)
        {
            var isName = failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain;
            return (Attempt(method, url, isName ? AutodiscoverOutcome.NoSuchName : AutodiscoverOutcome.Unreachable, failure.SocketErrorCode.ToString()), null);
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException)
        {
            return (Attempt(method, url, AutodiscoverOutcome.Unreachable, OtherSideText.Show(failure.Message)), null);
        }
    }

    private async Task<(AutodiscoverAttempt Attempt, AutodiscoverAnswer? Answer)> AskPlaceAsync(AutodiscoverMethod method, string address, Uri url, CancellationToken cancellation)
    {
        var addresses = await network.LookUp(url.IdnHost, cancellation).ConfigureAwait(false);
        if (addresses.Length == 0) return (Attempt(method, url, AutodiscoverOutcome.NoSuchName, "no address"), null);
        var http = await OpenAsync(addresses.Take(MaxAddresses).ToArray(), url, cancellation).ConfigureAwait(false);
        await using (http.ConfigureAwait(false))
        {
            if (http.Tls is { IsTrusted: false } tls) return (Attempt(method, url, AutodiscoverOutcome.NotTrusted, $"certificate of {OtherSideText.Show(tls.Certificates[0].Subject)}: {tls.Problems}"), null);
            var ask = Ask(method, address, url);
            var answer = await http.Connection.AskAsync(ask, cancellation).ConfigureAwait(false);
            if (answer.Status == 401 && http.MayTakeCredential) return await SignInAsync(method, url, ask, http, answer, cancellation).ConfigureAwait(false);
            return Understand(method, url, answer);
        }
    }

    /// <summary>The first address that takes a connection: one that is dead, of IPv6 most often, is passed over.</summary>
    private async Task<SecureHttp> OpenAsync(IPAddress[] addresses, Uri url, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            using var impatience = new CancellationTokenSource(i < addresses.Length - 1 ? ConnectPatience : Patience, network.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellation);
            try
            {
                return await SecureHttp.OpenAsync(network, new IPEndPoint(addresses[i], url.Port), url.IdnHost, url.Scheme == Uri.UriSchemeHttps, either.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (i < addresses.Length - 1 && (failure is SocketException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)))
            {
                // The next one may be alive.
            }
        }
    }

    private async Task<(AutodiscoverAttempt Attempt, AutodiscoverAnswer? Answer)> SignInAsync(AutodiscoverMethod method, Uri url, HttpAsk ask, SecureHttp http, HttpAnswer refusal, CancellationToken cancellation)
    {
        var scheme = Preferred.FirstOrDefault(wanted => refusal.Schemes.Contains(wanted, StringComparer.OrdinalIgnoreCase));
        if (credential is null || scheme is null || !budget.IsOpen || !http.Connection.IsReusable)
            return (Attempt(method, url, AutodiscoverOutcome.LogonNeeded, "401 " + OtherSideText.Show(string.Join(", ", refusal.Schemes))) with { Status = 401 }, null);
        // A web site's own Basic is no Autodiscover: it would get the password as it is.
        if (scheme == "Basic" && !ServiceFields.Any(refusal.Has)) return (Attempt(method, url, AutodiscoverOutcome.LogonNeeded, "401 Basic by a server that shows no mark of Exchange: nothing was sent") with { Status = 401 }, null);
        if (!reach.Covers(url.IdnHost)) return (Attempt(method, url, AutodiscoverOutcome.OutOfReach, $"401; nothing was sent: {OtherSideText.Show(url.IdnHost)} lies in another domain") with { Status = 401 }, null);
        var signIn = await SignInAsync(http, ask, scheme, url, credential, cancellation).ConfigureAwait(false);
        return signIn.State == SignInState.Accepted ? Understand(method, url, signIn.Final!) : (Attempt(method, url, AutodiscoverOutcome.LogonRefused, $"401 to {scheme}") with { Status = 401 }, null);
    }

    /// <summary>Signs in. Whatever does not end well may have been counted as a bad logon, also when the connection broke before the answer.</summary>
    private async Task<SignInResult> SignInAsync(SecureHttp http, HttpAsk ask, string scheme, Uri url, NetworkCredential account, CancellationToken cancellation)
    {
        var mayBeCounted = true;
        try
        {
            using var binding = (http.Connection.Stream as System.Net.Security.SslStream)?.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint);
            var signIn = await HttpSignIn.AskAsync(http.Connection, ask, scheme, url.IdnHost, account, binding, cancellation).ConfigureAwait(false);
            mayBeCounted = signIn.State == SignInState.Refused;
            return signIn;
        }
        finally
        {
            if (mayBeCounted) budget.NoteRefusal();
        }
    }

    private static (AutodiscoverAttempt Attempt, AutodiscoverAnswer? Answer) Understand(AutodiscoverMethod method, Uri url, HttpAnswer answer)
    {
        var status = $"{answer.Status} {OtherSideText.Show(answer.Reason, 60)}".TrimEnd();
        if (answer.Status is 301 or 302 or 303 or 307 or 308 && Uri.TryCreate(url, answer.First("Location"), out var location))
            return (Attempt(method, url, AutodiscoverOutcome.Redirected, status) with { Status = answer.Status, PointsTo = location.AbsoluteUri }, null);
        var said = method switch { AutodiscoverMethod.Pox => PoxDialect.Read(answer.Body), AutodiscoverMethod.Soap => SoapDialect.Read(answer.Body), AutodiscoverMethod.Json => JsonDialect.Read(answer.Body), _ => null };
        if (said is null) return (Attempt(method, url, answer.Status == 401 ? AutodiscoverOutcome.LogonNeeded : AutodiscoverOutcome.NotAutodiscover, status) with { Status = answer.Status }, null);
        return (Judged(method, url, said, status) with { Status = answer.Status }, said);
    }

    private static AutodiscoverAttempt Judged(AutodiscoverMethod method, Uri url, AutodiscoverAnswer said, string status)
    {
        if (said.RedirectAddress is { } address) return Attempt(method, url, AutodiscoverOutcome.Redirected, $"{status}, ask for {OtherSideText.Show(address)}") with { PointsTo = address };
        if (said.RedirectUrl is { } place) return Attempt(method, url, AutodiscoverOutcome.Redirected, $"{status}, ask at {OtherSideText.Show(place)}") with { PointsTo = place };
        if (said.ErrorCode is { } code) return Attempt(method, url, AutodiscoverOutcome.Error, $"{status}, error {OtherSideText.Show(code)}") with { ErrorCode = code };
        if (!said.Hosts.Any(host => host.IsExternal)) return Attempt(method, url, AutodiscoverOutcome.NoAddress, $"{status}, settings name no address for outside");
        return Attempt(method, url, AutodiscoverOutcome.Found, $"{status}, {string.Join(", ", said.Hosts.Select(host => $"{host.Setting} {OtherSideText.Show(host.Host)}"))}");
    }

    private static HttpAsk Ask(AutodiscoverMethod method, string address, Uri url)
    {
        var host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        HttpField[] fields = [new("Host", host), new("User-Agent", ClientNames.UserAgent), new("Accept", "*/*")];
        return method switch
        {
            AutodiscoverMethod.Pox => new HttpAsk("POST", url.PathAndQuery, [.. fields, new("Content-Type", "text/xml; charset=utf-8")]) { Body = PoxDialect.Question(address) },
            AutodiscoverMethod.Soap => new HttpAsk("POST", url.PathAndQuery, [.. fields, new("Content-Type", "text/xml; charset=utf-8")]) { Body = SoapDialect.Question(address, url) },
            _ => new HttpAsk("GET", url.PathAndQuery, fields),
        };
    }

    private static AutodiscoverAttempt Attempt(AutodiscoverMethod method, Uri url, AutodiscoverOutcome outcome, string told) => new(method, url.AbsoluteUri, outcome, told);
}
