using System.Globalization;

namespace Godwit.EndToEnd.Proxies;

/// <summary>A store as a proxy's configuration names it: one section, indented below <c>stores:</c>.</summary>
/// <param name="Section">Lines of YAML.</param>
internal sealed record ProxiedStore(string Section)
{
    private static readonly string[] Both = ["alice", "bob"];

    /// <summary>Who may open every mailbox of a proxied server.</summary>
    public const string Master = "godwit", MasterPassword = "master-key-4";

    /// <summary>How a server is set up that a proxy stands before.</summary>
    public static ServerSettings Server { get; } = new() { Master = $"{Master}:{MasterPassword}" };

    /// <summary>Mailboxes in the proxy's memory, where only the way to it matters.</summary>
    public static ProxiedStore Memory { get; } = new("  trial: { memory: true, mailboxes: '*@mail.example' }");

    /// <summary>A Dovecot by STARTTLS.</summary>
    /// <param name="server">The server.</param>
    /// <param name="users">Its users, each handed out as <c>USER@mail.example</c>; without any alice and bob.</param>
    public static ProxiedStore Of(RealServer server, params IReadOnlyList<string> users) => new(Imap(server.ImapPort, $"ca: {server.CertificateAuthority}", users.Count == 0 ? Both : users));

    /// <summary>A Dovecot in clear text, by way of something that looks on.</summary>
    public static ProxiedStore Of(Relays.ImapRelay relay) => new(Imap(relay.Port, "plain: true", Both));

    private static string Imap(int port, string protection, IReadOnlyList<string> users) => string.Create(CultureInfo.InvariantCulture, $$"""
          dovecot:
            imap: imap://localhost:{{port}}
            {{protection}}
            master-user: {{Master}}
            password-file: master.secret
            mailboxes: { {{string.Join(", ", users.Select(user => $"{user}@mail.example: {user}"))}} }
        """);

    /// <summary>A Maildir at <c>FOLDER/Maildir</c>, with its uids in the same folder.</summary>
    public static ProxiedStore OfMaildir(string folder) => new($$"""
          archive:
            maildir: {{folder}}/{user}
            index: {{folder}}/index
            mailboxes: { alice@mail.example: Maildir }
        """);
}
