namespace Godwit.Connectors.Memory.Tests;

/// <summary>A mailbox in memory whose owner has a door of his own, not through a lane.</summary>
internal sealed class MemoryFixture : MailboxFixture
{
    private readonly MemoryMailbox _mailbox;

    /// <summary>With these options, and wrapped in another connector where one is given.</summary>
    public MemoryFixture(MemoryOptions options, Func<IMailboxConnector, IMailboxConnector>? wrap = null)
    {
        _mailbox = new MemoryMailbox("anna", options);
        var bare = new MemoryConnector(_mailbox);
        Connector = wrap is null ? bare : wrap(bare);
    }

    public override IMailboxConnector Connector { get; }

    public override bool CanRebuild => true;

    public override bool CanExpunge => true;

    public override void Deliver(FolderPath folder, SketchedMessage message) =>
        _mailbox.Deliver(folder, MemoryContent.Of(message.Bytes), message.Flags, message.Received);

    public override void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => _mailbox.SetFlags(folder, uid, flags);

    public override void Expunge(FolderPath folder, uint uid) => _mailbox.Expunge(folder, uid);

    public override void CreateFolder(FolderPath path) => _mailbox.CreateFolder(path);

    public override void RenameFolder(FolderPath from, FolderPath to) => _mailbox.RenameFolder(from, to);

    public override void DeleteFolder(FolderPath path) => _mailbox.DeleteFolder(path);

    public override void Rebuild(FolderPath path) => _mailbox.Rebuild(path, renumber: true);
}
