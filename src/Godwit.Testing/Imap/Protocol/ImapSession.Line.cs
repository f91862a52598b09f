using System.IO.Compression;
using System.Net.Security;
using System.Security.Authentication;

namespace Godwit.Testing.Imap;

/// <summary>What the session offers, and how its line changes: TLS and compression.</summary>
internal sealed partial class ImapSession
{
    private static readonly string[] _early = ["IMAP4", "IMAP4rev1", "IMAP4rev2", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE", "IDLE", "LITERAL+", "LITERAL-"];

    public bool Offers(string capability) => Server.Options.Profile.Capabilities.Contains(capability, StringComparer.OrdinalIgnoreCase);

    public bool OffersStartTls => Server.Options.Tls == ServerTls.StartTls && !IsEncrypted && !Behaviour.StripsStartTls;

    public bool MayLogin => IsEncrypted || Server.Options.AllowsClearTextLogin;

    public IEnumerable<string> Capabilities()
    {
        var all = Server.Options.Profile.Capabilities;
        if (Mailbox is not null) return all.Where(c => c != "COMPRESS=DEFLATE" || !IsCompressed).Select(WithValue);
        var early = all.Where(c => _early.Contains(c, StringComparer.OrdinalIgnoreCase));
        if (OffersStartTls) early = early.Append("STARTTLS");
        return MayLogin ? early.Concat(Server.Options.Profile.Mechanisms.Select(m => "AUTH=" + m)) : early.Append("LOGINDISABLED");
    }

    private string WithValue(string capability) => capability == "APPENDLIMIT" ? Invariant($"APPENDLIMIT={Server.Options.MaxMessageBytes}") : capability;

    /// <summary>Bytes that came before the handshake are thrown away, never taken for commands (RFC 9051 section 11.1).</summary>
    public void StartTls()
    {
        if (Behaviour.InjectedBeforeTls is { } text) Replies.Text(text);
        Replies.Flush();
        var tls = new SslStream(Stream, leaveInnerStreamOpen: false);
        tls.AuthenticateAsServer(Server.Certificates.Server(Server.Options.Certificate), clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false);
        Input.Continue(_ => tls);
        Replies.Continue(tls);
        Stream = tls;
        IsEncrypted = true;
    }

    /// <summary>RFC 4978: raw deflate in both directions from the next byte on.</summary>
    public void StartCompression()
    {
        var inner = Stream;
        Replies.Continue(new DeflateStream(inner, CompressionLevel.Fastest, leaveOpen: true));
        Input.Continue(early => new DeflateStream(new PrefixedStream(early, inner), CompressionMode.Decompress, leaveOpen: true));
        IsCompressed = true;
    }
}
