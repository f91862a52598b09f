namespace Godwit.Mail;

/// <summary>What a folder is for, whatever it is called (RFC 6154; <see cref="Important"/> from RFC 8457).</summary>
public enum SpecialUse
{
    /// <summary>An ordinary folder.</summary>
    None,
    /// <summary>Where new mail arrives.</summary>
    Inbox,
    /// <summary>A view of all messages; copying it would copy every message twice.</summary>
    All,
    /// <summary>Mail put away.</summary>
    Archive,
    /// <summary>Messages not sent yet.</summary>
    Drafts,
    /// <summary>A view of flagged messages.</summary>
    Flagged,
    /// <summary>A view of what the server thinks important.</summary>
    Important,
    /// <summary>Spam.</summary>
    Junk,
    /// <summary>Copies of what was sent.</summary>
    Sent,
    /// <summary>Deleted mail.</summary>
    Trash,
}
