using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Imap;

/// <summary>The bytes' way: a stream, then TLS over it, then compression over that. Reading and writing may go on in two threads; closing may come from a third.</summary>
internal sealed class Transport : IDisposable
{
    private readonly Stream _bottom;

    internal Transport(Stream stream) => _bottom = Input = Output = stream;

    /// <summary>What the server says.</summary>
    internal Stream Input { get; private set; }

    /// <summary>What we say.</summary>
    internal Stream Output { get; private set; }

    /// <summary>True when nobody on the way can read.</summary>
    internal bool IsEncrypted { get; private set; }

    /// <summary>The certificate that the server showed; null without TLS.</summary>
    internal X509Certificate2? ServerCertificate { get; private set; }

    internal void StartTls(ImapOptions options)
    {
        var tls = TlsUpgrade.Over(Input, options);
        ServerCertificate = tls.RemoteCertificate as X509Certificate2;
        Input = Output = tls;
        IsEncrypted = true;
    }

    /// <summary>RFC 4978: raw deflate in both directions from here on; <paramref name="ahead"/> was received already.</summary>
    internal void StartDeflate(byte[] ahead)
    {
        Input = new DeflateStream(ahead.Length == 0 ? Input : new PrependedStream(ahead, Input), CompressionMode.Decompress, leaveOpen: true);
        Output = new DeflateStream(Output, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Closes the socket at once; whoever reads or writes is thrown out.</summary>
    public void Dispose() => _bottom.Dispose();
}
