namespace Godwit.Testing.Imap;

/// <summary>RFC 9051 section 6.3.9: <c>*</c> is anything, <c>%</c> anything but the separator.</summary>
internal static class ListPattern
{
    public static bool Matches(string name, string pattern, char separator) => Matches(name.AsSpan(), pattern.AsSpan(), separator);

    private static bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern, char separator)
    {
        while (pattern.Length > 0 && pattern[0] is not ('*' or '%'))
        {
            if (name.Length == 0 || name[0] != pattern[0]) return false;
            name = name[1..];
            pattern = pattern[1..];
        }
        if (pattern.Length == 0) return name.Length == 0;
        for (var taken = 0; ; taken++)
        {
            if (Matches(name[taken..], pattern[1..], separator)) return true;
            if (taken == name.Length || (pattern[0] == '%' && name[taken] == separator)) return false;
        }
    }
}
