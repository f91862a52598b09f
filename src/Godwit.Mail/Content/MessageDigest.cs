namespace Godwit.Mail;

/// <summary>What is known of a message's bytes after one pass over them.</summary>
/// <param name="Content">Hash of the whole message in canonical form.</param>
/// <param name="Header">First eight bytes of the hash of the header block, its closing blank line included; of the whole message where it has no body.</param>
/// <param name="CanonicalLength">Bytes in canonical form.</param>
public readonly record struct MessageDigest(ContentHash Content, ulong Header, long CanonicalLength);
