namespace Godwit.Proxy.Protocol;

/// <summary>How long and how many things from the other side may be; what exceeds a bound ends the stream. Written down in docs/proxy-protocol.md.</summary>
public static class WireLimits
{
    /// <summary>Bytes before a record's header: kind, flags, two of header length, four of body length.</summary>
    public const int HeadBytes = 8;

    /// <summary>The longest header of a record, in bytes.</summary>
    public const int MaxHeaderBytes = 48 * 1024;

    /// <summary>The longest body of a record, in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>The longest piece of a message that we send in one record, in bytes.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>What a compressed block may become, in bytes.</summary>
    public const int MaxBlockBytes = 256 * 1024;

    /// <summary>The longest text but a fault's sentence, in encoded bytes.</summary>
    public const int MaxTextBytes = 16 * 1024;

    /// <summary>The longest sentence of a fault, in characters; more is cut off.</summary>
    public const int MaxToldCharacters = 2_000;

    /// <summary>The deepest folder path, in segments.</summary>
    public const int MaxPathSegments = 256;

    /// <summary>The most keywords of one message.</summary>
    public const int MaxKeywords = 1_000;

    /// <summary>The most folders in one call or answer.</summary>
    public const int MaxFolders = 200_000;

    /// <summary>The most folders that one request lists or makes.</summary>
    public const int MaxFoldersTogether = 1_000;

    /// <summary>The most ranges of one uid set (a folder of two million messages of which every second one is meant).</summary>
    public const int MaxUidRanges = 1_000_000;

    /// <summary>The most messages in one append request.</summary>
    public const int MaxBatchMessages = 2_000;

    /// <summary>The longest message, in bytes.</summary>
    public const long MaxMessageBytes = 1L << 40;

    /// <summary>The most mailboxes in one list.</summary>
    public const int MaxMailboxes = 1_000_000;

    /// <summary>How long a request or an answer may be when a batch of messages is meant, in bytes.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;
}
