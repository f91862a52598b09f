namespace Godwit.Proxy.Protocol;

/// <summary>The operations, named as in the path below the published one.</summary>
public enum Operation
{
    /// <summary>Opens a lane: authenticates the connection, agrees on a version, tells what the store can do. A GET without a body.</summary>
    Hello,
    /// <summary><see cref="IMailboxSource.ListFolders"/>.</summary>
    ListFolders,
    /// <summary><see cref="IMailboxSource.ReadStatus"/>.</summary>
    ReadStatus,
    /// <summary><see cref="IMailboxSource.ListMessages"/>.</summary>
    ListMessages,
    /// <summary><see cref="IMailboxSource.ListFrom"/>.</summary>
    ListFrom,
    /// <summary><see cref="IMailboxSource.ReadMessages"/>.</summary>
    ReadMessages,
    /// <summary>Lists what the proxy can hand out; about no mailbox. A GET without a body.</summary>
    ListMailboxes,
    /// <summary><see cref="IMailboxSource.ListMessages"/> of several folders, one after the other.</summary>
    ListSeveral,
    /// <summary><see cref="ITellsRoom.ReadRoom"/>.</summary>
    ReadRoom,
    /// <summary><see cref="IMailboxTarget.Append"/>, one batch.</summary>
    Append,
    /// <summary><see cref="IMailboxTarget.CreateFolder"/>.</summary>
    CreateFolder,
    /// <summary><see cref="IMailboxTarget.RenameFolder"/>.</summary>
    RenameFolder,
    /// <summary><see cref="IMailboxTarget.DeleteFolder"/>.</summary>
    DeleteFolder,
    /// <summary><see cref="IMailboxTarget.SetSubscribed"/>.</summary>
    SetSubscribed,
    /// <summary><see cref="IMailboxTarget.ChangeFlags"/>.</summary>
    ChangeFlags,
    /// <summary><see cref="IMailboxTarget.MoveMessages"/>.</summary>
    MoveMessages,
    /// <summary><see cref="IMailboxTarget.RemoveMessages"/>.</summary>
    RemoveMessages,
    /// <summary><see cref="IMailboxTarget.CreateFolder"/> and <see cref="IMailboxTarget.SetSubscribed"/> for several folders.</summary>
    MakeFolders,
}

/// <summary>What can be said of an operation from its kind.</summary>
public static class Operations
{
    private static readonly string[] Names =
    [
        "hello", "list-folders", "read-status", "list-messages", "list-from", "read-messages", "list-mailboxes", "list-several", "read-room",
        "append", "create-folder", "rename-folder", "delete-folder", "set-subscribed", "change-flags", "move-messages", "remove-messages", "make-folders",
    ];

    /// <summary>The last segment of its path.</summary>
    public static string Name(this Operation operation) => Names[(int)operation];

    /// <summary>True for what changes the mailbox, and so is never sent again unless it was certainly not done.</summary>
    public static bool IsChange(this Operation operation) => operation >= Operation.Append;

    /// <summary>True for what saves round trips, or tells what a client can do without: proxies came to know it later, and a client does without where it is not known.</summary>
    public static bool IsOptional(this Operation operation) => operation is Operation.ListSeveral or Operation.ReadRoom or Operation.MakeFolders;

    /// <summary>True for what is asked by GET, without a body.</summary>
    public static bool HasNoBody(this Operation operation) => operation is Operation.Hello or Operation.ListMailboxes;

    /// <summary>The operation of this name, without case; null when there is none.</summary>
    public static Operation? Find(string name)
    {
        var index = Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : (Operation)index;
    }
}
