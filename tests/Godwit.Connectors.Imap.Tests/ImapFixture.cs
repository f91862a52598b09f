namespace Godwit.Connectors.Imap.Tests;

/// <summary>Alice's mailbox on a test server of its own; the back doors go to the server's store and not through a connection.</summary>
internal sealed class ImapFixture : MailboxFixture
{
    internal ImapFixture(ServerProfile profile, Action<Misbehaviour>? habits = null)
    {
        Server = ImapTestServer.Start(new ImapServerOptions { Profile = profile });
        habits?.Invoke(Server.Behaviour);
        Connector = new ImapConnector(Settings(Server));
    }

    internal ImapTestServer Server { get; }

    internal TestMailbox Mailbox => Server.Mailboxes["alice"];

    public override IMailboxConnector Connector { get; }

    public override bool CanRebuild => true;

    public override bool CanExpunge => true;

    internal static ImapSettings Settings(ImapTestServer server) =>
        new(server.Host, server.Port, "alice", _ => SaslCredential.Password("alice", "secret")) { Security = ImapSecurity.None, ReceiveTimeout = TimeSpan.FromSeconds(20) };

    public override void Deliver(FolderPath folder, SketchedMessage message) => Mailbox.Folder(folder).Deliver(message.Bytes, message.Flags, message.Received);

    public override void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => Mailbox.Folder(folder).SetFlags(uid, flags);

    public override void Expunge(FolderPath folder, uint uid) => Mailbox.Folder(folder).Expunge(uid);

    public override void CreateFolder(FolderPath path) => Mailbox.Create(path);

    public override void RenameFolder(FolderPath from, FolderPath to) => Mailbox.Rename(Mailbox.Folder(from), Mailbox.WireName(to));

    public override void DeleteFolder(FolderPath path) => Mailbox.Delete(Mailbox.Folder(path));

    public override void Rebuild(FolderPath path) => Mailbox.Folder(path).Rebuild();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Server.Dispose();
        base.Dispose(disposing);
    }
}
