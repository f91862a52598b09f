namespace Godwit.Sync;

/// <summary>
/// What can be done to a message that the target refuses as it is. The order is from what nobody notices to what changes most. A repaired copy is marked altered;
/// the ledger keeps the original's hash. Names and sentences for reports are in <see cref="RepairNames"/>.
/// </summary>
[Flags]
public enum Repair
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A line feed without a carriage return becomes CRLF. The canonical form, and so the content hash, stays the same.</summary>
    BareLineFeeds = 1,

    /// <summary>
    /// NUL bytes are left out. Least harmful: they are padding or the halves of 16-bit text, so what remains reads as it was meant; base64 stays decodable; a space in their place could break a
    /// name or a boundary, and a byte such as 0x80 would be 8-bit text without a charset.
    /// </summary>
    NulBytes = 2,

    /// <summary>A message of no bytes becomes one field that says so.</summary>
    EmptyMessage = 4,

    /// <summary>The blank line between header and body is put where the body begins (RFC 5322 section 2.1).</summary>
    MissingBlankLine = 8,

    /// <summary>Lines of the header block that are no field: folded onto the field before, or kept as <c>X-Godwit-Damaged</c>.</summary>
    BrokenHeaderLines = 16,

    /// <summary>8-bit text in header fields becomes encoded words (RFC 2047).</summary>
    RawHeaders = 32,

    /// <summary>Header lines over <see cref="RepairLimits.MaxLineBytes"/> are folded.</summary>
    LongHeaderLines = 64,

    /// <summary>
    /// Carriage returns that end no line: before a line break they go; elsewhere one becomes a line break in a body and a space in a header, where a line break could forge a field.
    /// </summary>
    BareCarriageReturns = 128,

    /// <summary>A text of one part with lines over the limit is encoded as quoted-printable (RFC 2045 section 6.7): equal after decoding, but signatures over it break.</summary>
    LongBodyLines = 256,

    /// <summary>Every repair.</summary>
    All = 511,
}
