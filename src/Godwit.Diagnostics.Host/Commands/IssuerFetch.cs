using System.Net;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Fetches a certificate that a server left out, as browsers do: bounded, without following redirects, without credentials.</summary>
internal static class IssuerFetch
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The bytes at an address; null when they cannot be had.</summary>
    public static async Task<byte[]?> FetchAsync(Uri address, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = null, UseCookies = false };
        using var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
        try
        {
            using var answer = await client.GetAsync(address, cancellation).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
