using System.Text;

namespace Godwit.EdgeCases;

/// <summary>Alice's mailbox on a test server of its own.</summary>
internal sealed class ImapPlace : Place
{
    private readonly int _port;

    public ImapPlace(ImapServerOptions? options = null)
    {
        Server = ImapTestServer.Start(options);
        _port = Server.Port;
    }

    public ImapPlace(ServerProfile profile) : this(new ImapServerOptions { Profile = profile }) { }

    public ImapTestServer Server { get; }

    public TestMailbox Mailbox => Server.Mailboxes["alice"];

    public TestFolder Inbox => Mailbox.Folder("INBOX");

    /// <summary>Changes how the connector is set up.</summary>
    public Func<ImapSettings, ImapSettings> Adjust { get; set; } = settings => settings;

    /// <summary>How many appends there have been since the log was cleared.</summary>
    public int Appends => Server.Log.Count("APPEND");

    public override IMailboxConnector As(Side side) => new ImapConnector(Adjust(
        new ImapSettings("127.0.0.1", _port, "alice", _ => SaslCredential.Password("alice", "secret"))
        {
            Side = side, Security = ImapSecurity.None, ReceiveTimeout = TimeSpan.FromSeconds(60),
        }));

    public TestFolder Folder(string path) => Mailbox.Folder(FolderPath.Parse(path));

    public override void Create(FolderPath path, SpecialUse role = SpecialUse.None) => Mailbox.Create(path, role);

    public override uint Deliver(FolderPath folder, byte[] message, MessageFlags flags, ReceivedDate received) =>
        Mailbox.Folder(folder).Deliver(message, flags, received);

    public override IReadOnlyList<Kept> All() => [.. Mailbox.Folders.SelectMany(f => f.Messages.Select(m =>
        new Kept(Mailbox.PathOf(f), m.Uid, Encoding.Latin1.GetString(m.Body.ToArray()), m.Flags, m.Received)))];

    /// <summary>The paths of all folders.</summary>
    public IReadOnlyList<FolderPath> Paths => [.. Mailbox.Folders.Select(Mailbox.PathOf)];

    /// <summary>The paths of all folders, as text.</summary>
    public IReadOnlyList<string> Tree => [.. Paths.Select(p => p.ToString()).Order(StringComparer.Ordinal)];

    public override void Dispose() => Server.Dispose();
}
