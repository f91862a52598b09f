namespace Godwit.Connectors.Memory.Tests;

/// <summary>A mailbox in memory whose owner has a door of his own, not through a lane.</summary>
internal sealed class MemoryFixture(MemoryOptions options) : MailboxFixture
{
    private readonly MemoryConnector _connector = new(new MemoryMailbox("anna", options));

    public override IMailboxConnector Connector => _connector;

    public override bool CanRebuild => true;

    public override bool CanExpunge => true;

    public override void Deliver(FolderPath folder, SketchedMessage message) =>
        _connector.Mailbox.Deliver(folder, MemoryContent.Of(message.Bytes), message.Flags, message.Received);

    public override void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => _connector.Mailbox.SetFlags(folder, uid, flags);

    public override void Expunge(FolderPath folder, uint uid) => _connector.Mailbox.Expunge(folder, uid);

    public override void CreateFolder(FolderPath path) => _connector.Mailbox.CreateFolder(path);

    public override void RenameFolder(FolderPath from, FolderPath to) => _connector.Mailbox.RenameFolder(from, to);

    public override void DeleteFolder(FolderPath path) => _connector.Mailbox.DeleteFolder(path);

    public override void Rebuild(FolderPath path) => _connector.Mailbox.Rebuild(path, renumber: true);
}
