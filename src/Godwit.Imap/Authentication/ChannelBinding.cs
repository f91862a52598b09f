using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Imap;

/// <summary>
/// What ties a sign-in to the TLS session under it (RFC 5056): a proof made over it is of no use to somebody in the middle who shows another certificate.
/// </summary>
/// <param name="Type">The registered type, such as <c>tls-server-end-point</c>.</param>
/// <param name="Data">The binding's bytes.</param>
public sealed record ChannelBinding(string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>
    /// <c>tls-server-end-point</c> (RFC 5929 section 4): the hash of the server's certificate by the hash of its signature, SHA-256 in place of MD5 and SHA-1. Null for a signature whose hash is not known.
    /// </summary>
    public static ChannelBinding? OfServer(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return HashOf(certificate.SignatureAlgorithm.Value) is { } hash
            ? new ChannelBinding("tls-server-end-point", CryptographicOperations.HashData(hash, certificate.RawData))
            : null;
    }

    private static HashAlgorithmName? HashOf(string? signature) => signature switch
    {
        "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,   // RSA with MD5, SHA-1, SHA-256
        "1.2.840.10045.4.1" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,                                  // ECDSA with SHA-1, SHA-256
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
