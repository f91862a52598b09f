namespace Godwit.Mail;

/// <summary>The flags every store knows (RFC 9051 section 2.3.2). \Recent is a session's own and never travels.</summary>
[Flags]
public enum SystemFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,
    /// <summary>Read.</summary>
    Seen = 1,
    /// <summary>Answered.</summary>
    Answered = 2,
    /// <summary>Marked for attention.</summary>
    Flagged = 4,
    /// <summary>Marked for removal, not removed yet.</summary>
    Deleted = 8,
    /// <summary>Not finished.</summary>
    Draft = 16,
}
