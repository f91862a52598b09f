namespace Godwit.Mail;

/// <summary>
/// What of a message survives rewriting: recognises a copy to which another tool added a field, or whose header block a target rewrote.
/// </summary>
/// <param name="Header">The fields that people see.</param>
/// <param name="Body">
/// SHA-256 of everything behind the header block's blank line in canonical form, line breaks at its end left out; the hash of nothing where there is no body.
/// </param>
public readonly record struct MessageFingerprint(HeaderFingerprint Header, ContentHash Body);
