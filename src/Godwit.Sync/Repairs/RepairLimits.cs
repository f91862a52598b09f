namespace Godwit.Sync;

/// <summary>The bounds of repairing.</summary>
public static class RepairLimits
{
    /// <summary>Bytes of a header block that are repaired; what lies beyond passes as it is.</summary>
    public const int MaxHeaderBytes = HeaderLimits.MaxBlockBytes;

    /// <summary>Bytes of a line without its line break (RFC 5322 section 2.1.1).</summary>
    public const int MaxLineBytes = 998;

    /// <summary>Bytes of an encoded word (RFC 2047 section 2).</summary>
    internal const int MaxEncodedWordBytes = 75;

    /// <summary>Bytes of a quoted string whose end is looked for.</summary>
    internal const int MaxQuotedBytes = 2_000;

    /// <summary>Bytes of a quoted-printable line without its soft break (RFC 2045 section 6.7 rule 5 allows 76 with it).</summary>
    internal const int MaxQuotedPrintableBytes = 75;

    /// <summary>Body bytes that are repaired at a time.</summary>
    internal const int SliceBytes = 16 * 1024;

    /// <summary>Carriage returns in a row that are held back to see whether a line feed follows.</summary>
    internal const int MaxCarriageReturns = 256;
}
