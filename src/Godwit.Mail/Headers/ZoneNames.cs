namespace Godwit.Mail;

/// <summary>Time zones by name, as old mail writes them (RFC 5322 section 4.3, and the European and Japanese names that are unambiguous in mail).</summary>
internal static class ZoneNames
{
    /// <summary>Minutes east of UTC. An unknown name, and a military letter (whose sign RFC 822 had wrong), counts as UTC, as RFC 5322 asks.</summary>
    internal static int OffsetMinutes(ReadOnlySpan<char> name)
    {
        Span<char> upper = stackalloc char[4];
        return name.Length > upper.Length ? 0 : 60 * Hours(upper[..name.ToUpperInvariant(upper)]);
    }

    private static int Hours(ReadOnlySpan<char> name) => name switch
    {
        "PST" => -8,
        "PDT" or "MST" => -7,
        "MDT" or "CST" => -6,
        "CDT" or "EST" => -5,
        "EDT" => -4,
        "BST" or "WEST" or "CET" or "MET" or "MEZ" => 1,
        "CEST" or "MEST" or "MESZ" or "EET" => 2,
        "EEST" or "MSK" => 3,
        "JST" or "KST" => 9,
        _ => 0,
    };
}
