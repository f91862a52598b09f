using System.Security.Cryptography;

namespace Godwit.Proxy.Authentication.Ntlm;

#pragma warning disable CA5351 // The protocol prescribes MD5 (MS-NLMP section 6); TLS around it is what protects.

/// <summary>MD5 and HMAC-MD5, in the one place where they are used.</summary>
internal static class PrescribedMd5
{
    public static byte[] Hash(ReadOnlySpan<byte> data) => MD5.HashData(data);

    public static byte[] KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => HMACMD5.HashData(key, data);
}
