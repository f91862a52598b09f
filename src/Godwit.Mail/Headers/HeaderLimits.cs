namespace Godwit.Mail;

/// <summary>How much of a header block is looked at. What lies beyond is not read, never an error: header blocks come from strangers.</summary>
public static class HeaderLimits
{
    /// <summary>Bytes of a header block that are looked at.</summary>
    public const int MaxBlockBytes = 256 * 1024;

    /// <summary>Fields that are looked at.</summary>
    public const int MaxFields = 2_000;

    /// <summary>Bytes of one encoded word that are looked at; RFC 2047 section 2 allows 75, some programs write whole subjects as one.</summary>
    internal const int MaxEncodedWordBytes = 2_048;

    /// <summary>Bytes of a charset's name that are looked at.</summary>
    internal const int MaxCharsetNameBytes = 40;
}
