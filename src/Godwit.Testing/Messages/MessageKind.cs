namespace Godwit.Testing;

/// <summary>What is special about a message in a test.</summary>
public enum MessageKind
{
    /// <summary>Nothing: a text of some kB with all the usual headers.</summary>
    Plain,
    /// <summary>No Message-ID, as drafts and mail of scanners (edge case 1).</summary>
    NoMessageId,
    /// <summary>Byte for byte the same for every message of this kind and seed, with no Message-ID.</summary>
    Copy,
    /// <summary>Header block as in every message of this kind and seed, with no Message-ID; another body each (edge case 2).</summary>
    SameHeader,
    /// <summary>Bytes over 127 in header and body, not declared anywhere.</summary>
    EightBit,
    /// <summary>A NUL in the body (edge case 12).</summary>
    Nul,
    /// <summary>Lines that end with LF alone, here and there.</summary>
    BareLf,
    /// <summary>A single line of 50 kB (edge case 13).</summary>
    LongLine,
    /// <summary>No bytes at all.</summary>
    Empty,
    /// <summary>A header block with its blank line and no body.</summary>
    HeaderOnly,
    /// <summary>A header block without even the blank line.</summary>
    NoBlankLine,
    /// <summary>Several MB, with an attachment in base64.</summary>
    Large,
    /// <summary>A Date header that no clock ever showed (edge case 9).</summary>
    AbsurdDate,
}
