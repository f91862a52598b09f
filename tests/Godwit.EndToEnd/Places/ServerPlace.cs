namespace Godwit.EndToEnd.Places;

/// <summary>The mailbox of alice on a server, reached by STARTTLS; in clear text where the server knows no TLS.</summary>
public sealed class ServerPlace(RealServer server) : Place
{
    private const string User = "alice", Password = "wonderland";

    /// <summary>The server.</summary>
    public RealServer Server { get; } = server;

    private bool KeepsKeywords => Server.Kind != ServerKind.Mailutils;

    private IndependentMailbox Mailbox => Server.Mailbox(User, Password);

    /// <inheritdoc/>
    public override StoreAddress Store =>
        new($"imap://{User}@localhost:{Server.ImapPort}?{(Server.Kind == ServerKind.Mailutils ? "tls=none" : "ca=" + Server.CertificateAuthority)}", Password);

    /// <inheritdoc/>
    public override Task<FillReport> FillAsync(int messages) => Mailbox.FillAsync(messages: messages, keywords: KeepsKeywords);

    /// <inheritdoc/>
    public override Task<ChangeReport> ChangeAsync() => Mailbox.ChangeAsync(keywords: KeepsKeywords);

    /// <inheritdoc/>
    public override Task<MailboxSnapshot> ReadAsync() => Mailbox.ReadAsync();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => Server.DisposeAsync();
}
