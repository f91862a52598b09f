using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Godwit.Proxy.Authentication.Ntlm;

namespace Godwit.Proxy.Authentication;

/// <summary>The binding <c>tls-server-end-point</c> (RFC 5929 section 4): by the hash of the certificate that a client saw, what it proves holds for our channel alone.</summary>
internal static class ChannelBindings
{
    /// <summary>The application data of the binding: its name, a colon and the certificate's hash.</summary>
    public static byte[] ApplicationData(X509Certificate2 certificate) => [.. "tls-server-end-point:"u8, .. Hash(certificate)];

    /// <summary>The binding as NTLM sends it: the MD5 of gss_channel_bindings_struct, MS-NLMP section 2.2.2.1, with no addresses.</summary>
    public static byte[] NtlmHash(X509Certificate2 certificate)
    {
        var data = ApplicationData(certificate);
        var bindings = new byte[20 + data.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bindings.AsSpan(16), data.Length);
        data.CopyTo(bindings, 20);
        return PrescribedMd5.Hash(bindings);
    }

    // RFC 5929 section 4.1: the hash of the certificate's signature, but SHA-256 where that is MD5 or SHA-1. Algorithms by their OIDs: RSA, then ECDSA.
    private static byte[] Hash(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => SHA384.HashData(certificate.RawData),
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => SHA512.HashData(certificate.RawData),
        _ => SHA256.HashData(certificate.RawData),
    };
}
