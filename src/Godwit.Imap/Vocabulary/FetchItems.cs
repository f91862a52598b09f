namespace Godwit.Imap;

/// <summary>What to fetch of a message (RFC 9051 section 6.4.5). Never anything that sets \Seen.</summary>
[Flags]
public enum FetchItems
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>UID.</summary>
    Uid = 1,
    /// <summary>FLAGS.</summary>
    Flags = 2,
    /// <summary>INTERNALDATE.</summary>
    InternalDate = 4,
    /// <summary>RFC822.SIZE.</summary>
    Size = 8,
    /// <summary>MODSEQ (RFC 7162).</summary>
    ModSeq = 16,
    /// <summary>EMAILID (RFC 8474).</summary>
    EmailId = 32,
    /// <summary>BODY.PEEK[]: the whole message.</summary>
    Body = 64,
    /// <summary>BODY.PEEK[HEADER]: the header block with its blank line.</summary>
    Header = 128,
}
