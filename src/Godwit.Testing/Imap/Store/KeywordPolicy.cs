namespace Godwit.Testing.Imap;

/// <summary>Which flags a folder keeps; shown to clients as PERMANENTFLAGS.</summary>
public sealed record KeywordPolicy
{
    /// <summary>System flags that are kept; others are dropped without a word.</summary>
    public SystemFlags System { get; init; } = SystemFlags.Seen | SystemFlags.Answered | SystemFlags.Flagged | SystemFlags.Deleted | SystemFlags.Draft;

    /// <summary>How many different keywords a folder can hold; 26 on a Dovecot Maildir. Those over it are dropped without a word.</summary>
    public int MaxKeywords { get; init; } = int.MaxValue;

    /// <summary>False when only <see cref="Known"/> keywords are kept (PERMANENTFLAGS without <c>\*</c>); others are dropped without a word.</summary>
    public bool TakesNewKeywords { get; init; } = true;

    /// <summary>Keywords that every folder knows from the start.</summary>
    public KeywordSet Known { get; init; } = KeywordSet.Empty;
}
