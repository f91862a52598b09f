namespace Godwit.Proxy.Listening;

/// <summary>
/// Whether a request names its path as it is meant. A balancer that lets only the published path through compares what the client wrote; the HTTP server takes dots out first. What the two could
/// understand differently (RFC 3986 section 6.2.2) is refused, so that nobody reaches another place through the published one.
/// </summary>
internal static class RequestTarget
{
    /// <summary>True when the path has no dot segments, empty segments or backslashes, plain or percent-encoded, and no encoded slash or control character.</summary>
    /// <param name="raw">The target as it stood in the request line, in origin or absolute form (RFC 9112 section 3.2).</param>
    public static bool IsStraight(string raw)
    {
        var path = PathOf(raw);
        if (path.Length == 0 || path[0] != '/') return path.Length == 0;
        if (path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%25", StringComparison.Ordinal)) return false;
        var decoded = Uri.UnescapeDataString(path.ToString());
        if (decoded.Contains("//", StringComparison.Ordinal) || decoded.Any(c => c == '\\' || char.IsControl(c))) return false;
        return !decoded.Split('/').Any(segment => segment is "." or "..");
    }

    private static ReadOnlySpan<char> PathOf(string raw)
    {
        var target = raw.AsSpan();
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && target[0] != '/')
        {
            var slash = target[(scheme + 3)..].IndexOf('/');
            target = slash < 0 ? [] : target[(scheme + 3 + slash)..];
        }
        var end = target.IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }
}
