using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Godwit.Network;
using Godwit.Network.Connecting;
using Godwit.Network.Http;
using Godwit.Network.SigningIn;

namespace Godwit.Diagnostics.Examination;

/// <summary>Asks an endpoint at a given address by its name, each request on a fresh connection.</summary>
internal sealed class HttpProbe(NetworkAccess network, string host, int port, TimeSpan patience)
{
    private static readonly byte[] EmptySoap = Encoding.UTF8.GetBytes("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/></s:Envelope>");

    /// <summary>A request as we make them; <c>client-request-id</c> lets an administrator find it in the logs.</summary>
    public HttpAsk Request(string method, string path)
    {
        var ask = new HttpAsk(method, path,
            [new("Host", port == 443 ? host : $"{host}:{port}"), new("User-Agent", ClientNames.UserAgent), new("Accept", "*/*"), new("client-request-id", Guid.NewGuid().ToString())]);
        return method == "POST" ? ask.With("Content-Type", "application/soap+xml; charset=utf-8") with { Body = EmptySoap } : ask;
    }

    /// <summary>Asks without signing in.</summary>
    public Task<Sample> AskAsync(IPEndPoint at, string method, string path, CancellationToken cancellation) => AskAsync(at, Request(method, path), cancellation);

    /// <summary>Asks without signing in.</summary>
    public Task<Sample> AskAsync(IPEndPoint at, HttpAsk ask, CancellationToken cancellation) =>
        OnConnectionAsync(at, ask, async (http, token) => new Sample(ask.Method, ask.Target, at) { Answer = await http.Connection.AskAsync(ask, token).ConfigureAwait(false) }, cancellation);

    /// <summary>Asks for a challenge of NTLM.</summary>
    public async Task<(Sample Sample, NtlmChallenge? Challenge)> AskForChallengeAsync(IPEndPoint at, string path, CancellationToken cancellation)
    {
        NtlmChallenge? challenge = null;
        var ask = Request("GET", path);
        var sample = await OnConnectionAsync(at, ask, async (http, token) =>
        {
            (var answer, challenge) = await HttpSignIn.AskForChallengeAsync(http.Connection, ask, token).ConfigureAwait(false);
            return new Sample(ask.Method, ask.Target, at) { Answer = answer };
        }, cancellation).ConfigureAwait(false);
        return (sample, challenge);
    }

    /// <summary>Runs on a fresh connection; whatever goes wrong is a sample too.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Sample> OnConnectionAsync(IPEndPoint at, HttpAsk ask, Func<SecureHttp, CancellationToken, Task<Sample>> run, CancellationToken cancellation)
    {
        using var patienceEnds = new CancellationTokenSource(patience, network.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellation);
        var nothing = new Sample(ask.Method, ask.Target, at);
        try
        {
            var http = await SecureHttp.OpenAsync(network, at, host, encrypted: true, either.Token).ConfigureAwait(false);
            await using (http.ConfigureAwait(false)) return await run(http, either.Token).ConfigureAwait(false);
        }
        catch (HttpTroubleException trouble)
        {
            return nothing with { Trouble = trouble.Trouble, Seen = trouble.Seen };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return nothing with { Trouble = HttpTrouble.Silent };
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return nothing with { Trouble = HttpTrouble.Closed, Seen = OtherSideText.Show(failure.Message) };
        }
    }
}
