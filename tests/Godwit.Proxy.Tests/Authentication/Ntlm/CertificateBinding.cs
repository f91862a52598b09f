using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Proxy.Tests.Authentication.Ntlm;

/// <summary>A channel binding to a certificate of the test's choice, as a client behind another server would have it. Laid out as SEC_CHANNEL_BINDINGS.</summary>
internal sealed class CertificateBinding : ChannelBinding
{
    private const int HeadBytes = 32;
    private readonly int _size;

    public CertificateBinding(X509Certificate2 certificate)
    {
        byte[] data = [.. "tls-server-end-point:"u8, .. SHA256.HashData(certificate.RawData)];
        var bytes = new byte[HeadBytes + data.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), HeadBytes);
        data.CopyTo(bytes, HeadBytes);
        _size = bytes.Length;
        SetHandle(Marshal.AllocHGlobal(_size));
        Marshal.Copy(bytes, 0, handle, _size);
    }

    public override int Size => _size;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
