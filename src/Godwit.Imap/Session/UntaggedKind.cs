namespace Godwit.Imap;

/// <summary>Untagged responses that carry data (RFC 9051 section 7 and the extensions).</summary>
internal enum UntaggedKind
{
    Unknown,
    Acl,
    Capability,
    Enabled,
    ESearch,
    Exists,
    Expunge,
    Fetch,
    Flags,
    Id,
    List,
    Lsub,
    MyRights,
    Namespace,
    Quota,
    QuotaRoot,
    Recent,
    Search,
    Status,
    Vanished,
}

/// <summary>Their names.</summary>
internal static class UntaggedKinds
{
    /// <summary>Which response a name begins.</summary>
    internal static UntaggedKind Of(ReadOnlySpan<byte> name) => (name[0] | 0x20) switch
    {
        'a' when Is(name, "ACL"u8) => UntaggedKind.Acl,
        'c' when Is(name, "CAPABILITY"u8) => UntaggedKind.Capability,
        'e' when Is(name, "ENABLED"u8) => UntaggedKind.Enabled,
        'e' when Is(name, "ESEARCH"u8) => UntaggedKind.ESearch,
        'f' when Is(name, "FLAGS"u8) => UntaggedKind.Flags,
        'i' when Is(name, "ID"u8) => UntaggedKind.Id,
        'l' when Is(name, "LIST"u8) => UntaggedKind.List,
        'l' when Is(name, "LSUB"u8) => UntaggedKind.Lsub,
        'm' when Is(name, "MYRIGHTS"u8) => UntaggedKind.MyRights,
        'n' when Is(name, "NAMESPACE"u8) => UntaggedKind.Namespace,
        'q' when Is(name, "QUOTA"u8) => UntaggedKind.Quota,
        'q' when Is(name, "QUOTAROOT"u8) => UntaggedKind.QuotaRoot,
        's' when Is(name, "SEARCH"u8) => UntaggedKind.Search,
        's' when Is(name, "STATUS"u8) => UntaggedKind.Status,
        'v' when Is(name, "VANISHED"u8) => UntaggedKind.Vanished,
        _ => UntaggedKind.Unknown,
    };

    /// <summary>Which response a name behind a number begins.</summary>
    internal static UntaggedKind OfNumbered(ReadOnlySpan<byte> name) => (name[0] | 0x20) switch
    {
        'f' when Is(name, "FETCH"u8) => UntaggedKind.Fetch,
        'e' when Is(name, "EXISTS"u8) => UntaggedKind.Exists,
        'e' when Is(name, "EXPUNGE"u8) => UntaggedKind.Expunge,
        'r' when Is(name, "RECENT"u8) => UntaggedKind.Recent,
        _ => UntaggedKind.Unknown,
    };

    /// <summary>The condition that a name states, if it does.</summary>
    internal static StatusCondition? Condition(ReadOnlySpan<byte> name) => (name[0] | 0x20) switch
    {
        'o' when Is(name, "OK"u8) => StatusCondition.Ok,
        'n' when Is(name, "NO"u8) => StatusCondition.No,
        'b' when Is(name, "BAD"u8) => StatusCondition.Bad,
        'b' when Is(name, "BYE"u8) => StatusCondition.Bye,
        'p' when Is(name, "PREAUTH"u8) => StatusCondition.PreAuth,
        _ => null,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);
}
