using System.Net;
using System.Net.Sockets;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Fetches the published list of ranges: over HTTPS only, bounded in size and time, without credentials, following no redirect.</summary>
internal static class PublishedFetch
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const string Parameter = "ClientRequestId";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True for an address, false for a file.</summary>
    public static bool IsAddress(string text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text at an address.</summary>
    /// <exception cref="FaultException">It cannot be had; the sentence says why.</exception>
    public static async Task<string> FetchAsync(string text, TlsTrust trust, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0) throw InputFiles.Refuse("--published takes a file, or an address that begins with https:// and holds no user.");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = null, UseCookies = false };
        handler.SslOptions.CertificateChainPolicy = trust.ToPolicy();
        using var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
        try
        {
            using var answer = await client.GetAsync(WithId(address), cancellation).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false) : throw Refuse(address, $"it answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            throw Refuse(address, IsNameUnknown(failure) ? "its name cannot be resolved" : OtherSideText.Show(failure.InnerException?.Message ?? failure.Message));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Refuse(address, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static bool IsNameUnknown(HttpRequestException failure) => failure.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery };

    /// <summary>The service wants a number of each client's own; who asks is not told by a fresh one.</summary>
    private static Uri WithId(Uri address) => address.Query.Contains(Parameter, StringComparison.OrdinalIgnoreCase)
        ? address : new UriBuilder(address) { Query = $"{address.Query.TrimStart('?')}&{Parameter}={Guid.NewGuid()}".TrimStart('&') }.Uri;

    private static FaultException Refuse(Uri address, string why) => InputFiles.Refuse($"--published: the list at {OtherSideText.Show(address.GetLeftPart(UriPartial.Path))} cannot be had: {why}. Save it where there is internet, and give the file.");
}
