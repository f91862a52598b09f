namespace Godwit.Connectors;

/// <summary>The calls of a lane, named for whoever wraps, counts or watches them. All from <see cref="Append"/> on are changes.</summary>
public enum LaneCall
{
    /// <summary>Opening the lane itself.</summary>
    Open,
    /// <summary><see cref="IMailboxSource.ListFolders"/>.</summary>
    ListFolders,
    /// <summary><see cref="IMailboxSource.ReadStatus"/>.</summary>
    ReadStatus,
    /// <summary><see cref="IMailboxSource.ListMessages"/>.</summary>
    ListMessages,
    /// <summary><see cref="IMailboxSource.ReadMessages"/>.</summary>
    ReadMessages,
    /// <summary><see cref="IMailboxTarget.Append"/>.</summary>
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
}

/// <summary>What can be said of a call from its kind.</summary>
public static class LaneCalls
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)LaneCall.RemoveMessages + 1;

    /// <summary>True for what changes the mailbox, and so must not be repeated unless it was certainly not done.</summary>
    public static bool IsChange(this LaneCall call) => call >= LaneCall.Append;
}
