namespace Godwit.Proxy.Protocol;

/// <summary>What a record is (docs/proxy-protocol.md). A number is never used again for something else.</summary>
public enum RecordKind : byte
{
    /// <summary>Closes: everything was said. Header: how many records came before, heartbeats and blocks not counted.</summary>
    Done = 1,
    /// <summary>Closes: a fault.</summary>
    Failed = 2,
    /// <summary>Says that the other side is alive. No header, no body.</summary>
    Heartbeat = 3,
    /// <summary>Whole records, compressed. Header: how many bytes they have.</summary>
    Block = 4,
    /// <summary>Hello's answer: what the proxy is.</summary>
    Welcome = 16,
    /// <summary>Hello's answer: what the store can do.</summary>
    Traits = 17,
    /// <summary>A mailbox, or all of a domain, that the proxy hands out.</summary>
    MailboxEntry = 18,
    /// <summary>A folder.</summary>
    Folder = 32,
    /// <summary>A folder in a listing, with its status where the store gave it.</summary>
    FolderEntry = 33,
    /// <summary>A folder's status, or that it vanished.</summary>
    FolderState = 34,
    /// <summary>Uids; several records of one set follow each other.</summary>
    Uids = 35,
    /// <summary>A folder was opened: its status, and whether a delta follows.</summary>
    Opened = 36,
    /// <summary>Entries of a listing.</summary>
    Entries = 37,
    /// <summary>What vanished, after the entries of a delta: which uids of all that there could be exist no more.</summary>
    Vanished = 38,
    /// <summary>The end of one folder among several that are listed: the folder was listed whole, or why not.</summary>
    ListingEnd = 39,
    /// <summary>What a mailbox may still take.</summary>
    Room = 40,
    /// <summary>A message begins; the body is its first piece.</summary>
    Message = 48,
    /// <summary>The next piece of the message that began last.</summary>
    Piece = 49,
    /// <summary>A message that cannot be read.</summary>
    Unreadable = 50,
    /// <summary>What became of an appended message.</summary>
    Outcome = 51,
    /// <summary>The arguments of a call.</summary>
    Arguments = 64,
    /// <summary>Old and new uids of moved messages.</summary>
    Moved = 65,
    /// <summary>A folder that is to be made, and whether it is to be subscribed to.</summary>
    WantedFolder = 66,
    /// <summary>A wanted folder that is there now: which one, whether it is subscribed to, the folder.</summary>
    MadeFolder = 67,
}
