using System.Net.Security;
using System.Security.Authentication;

namespace Godwit.Proxy.Protocol;

/// <summary>Loads TLS on a thread of its own, once in a process: it takes about as long as a far proxy takes to accept a connection, and would come after that.</summary>
internal static class TlsWarmUp
{
    private static int _begun;

    /// <summary>Begins, unless it was begun before. Nothing is sent anywhere.</summary>
    public static void Begin(ProxySettings settings)
    {
        if (settings.Endpoint.Scheme != Uri.UriSchemeHttps || Interlocked.Exchange(ref _begun, 1) != 0) return;
        new Thread(() => ShakeHandsWithNobody(settings)) { IsBackground = true, Name = "load tls" }.Start();
    }

    private static void ShakeHandsWithNobody(ProxySettings settings)
    {
        try
        {
            using var stream = new SslStream(Stream.Null);
            stream.AuthenticateAsClientAsync(new CertificateCheck(settings).Options()).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or AuthenticationException or FaultException)
        {
            // Nobody answers. What is wrong with the settings is told by the first lane.
        }
    }
}
