using Godwit.Connectors.Imap;
using Godwit.Connectors.Maildir;
using Godwit.Connectors.Memory;
using Godwit.Imap;
using Godwit.Testing.Imap;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>A mailbox behind the proxy; the back doors go to the store itself where the store has one.</summary>
internal abstract class ProxiedFixture : MailboxFixture
{
    private IMailboxConnector? _connector;

    protected void Serve(IMailboxConnector store, Link link, Func<ProxySettings, ProxySettings>? how = null)
    {
        var settings = ProxyHost.Shared.Settings(ProxyHost.Shared.Register(store), link);
        _connector = new ProxyConnector(how is null ? settings : how(settings));
    }

    /// <summary>True to announce every whole listing before it is asked for.</summary>
    public bool IsAnnounced { get; init; }

    public override IMailboxConnector Connector => IsAnnounced ? new AnnouncedListings(_connector!) : _connector!;
}

internal sealed class ProxiedMemory : ProxiedFixture
{
    private readonly MemoryMailbox _mailbox;

    public ProxiedMemory(Link link, MemoryOptions? options = null, Func<ProxySettings, ProxySettings>? how = null)
    {
        _mailbox = new MemoryMailbox("anna", options ?? new MemoryOptions());
        Serve(new MemoryConnector(_mailbox), link, how);
    }

    public override bool CanRebuild => true;

    public override bool CanExpunge => true;

    public override void Deliver(FolderPath folder, SketchedMessage message) => _mailbox.Deliver(folder, MemoryContent.Of(message.Bytes), message.Flags, message.Received);

    public override void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => _mailbox.SetFlags(folder, uid, flags);

    public override void Expunge(FolderPath folder, uint uid) => _mailbox.Expunge(folder, uid);

    public override void CreateFolder(FolderPath path) => _mailbox.CreateFolder(path);

    public override void RenameFolder(FolderPath from, FolderPath to) => _mailbox.RenameFolder(from, to);

    public override void DeleteFolder(FolderPath path) => _mailbox.DeleteFolder(path);

    public override void Rebuild(FolderPath path) => _mailbox.Rebuild(path, renumber: true);
}

internal sealed class ProxiedMaildir : ProxiedFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("godwit-proxied-");

    public ProxiedMaildir(Link link)
    {
        var store = new MaildirConnector(new MaildirSettings(Path.Combine(_folder.FullName, "mail"))
        {
            Layout = MaildirLayout.Flat,
            IndexFolder = Path.Combine(_folder.FullName, "index"),
            Syncing = FileSyncing.Never,
        });
        store.OpenTarget(CancellationToken.None).Dispose();
        Serve(store, link);
    }

    public override bool CanRebuild => true;

    public override void Rebuild(FolderPath path)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.FullName, "index"), "*.index")) File.WriteAllText(file, "damaged");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _folder.Delete(recursive: true);
        base.Dispose(disposing);
    }
}

internal sealed class ProxiedImap : ProxiedFixture
{
    private readonly ImapTestServer _server;

    public ProxiedImap(Link link, ServerProfile profile, Action<Misbehaviour>? habits = null)
    {
        _server = ImapTestServer.Start(new ImapServerOptions { Profile = profile });
        habits?.Invoke(_server.Behaviour);
        Serve(new ImapConnector(new ImapSettings(_server.Host, _server.Port, "alice", _ => SaslCredential.Password("alice", "secret"))
        {
            Security = ImapSecurity.None,
            ReceiveTimeout = TimeSpan.FromSeconds(20),
        }), link);
    }

    private TestMailbox Mailbox => _server.Mailboxes["alice"];

    public override bool CanRebuild => true;

    public override bool CanExpunge => true;

    public override void Deliver(FolderPath folder, SketchedMessage message) => Mailbox.Folder(folder).Deliver(message.Bytes, message.Flags, message.Received);

    public override void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => Mailbox.Folder(folder).SetFlags(uid, flags);

    public override void Expunge(FolderPath folder, uint uid) => Mailbox.Folder(folder).Expunge(uid);

    public override void CreateFolder(FolderPath path) => Mailbox.Create(path);

    public override void RenameFolder(FolderPath from, FolderPath to) => Mailbox.Rename(Mailbox.Folder(from), Mailbox.WireName(to));

    public override void DeleteFolder(FolderPath path) => Mailbox.Delete(Mailbox.Folder(path));

    public override void Rebuild(FolderPath path) => Mailbox.Folder(path).Rebuild();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _server.Dispose();
        base.Dispose(disposing);
    }
}
