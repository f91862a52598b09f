namespace Godwit.Diagnostics.Logs;

/// <summary>What a request asked for, as far as a migration is concerned.</summary>
internal enum PathKind
{
    /// <summary>Something else, or not known.</summary>
    Other,
    /// <summary>The migration endpoint, <c>/EWS/mrsproxy.svc</c> and below.</summary>
    MrsProxy,
    /// <summary>Autodiscover.</summary>
    Autodiscover,
    /// <summary>The endpoint's neighbours below <c>/EWS</c>: what arrives here but not there is filtered by path.</summary>
    Ews,
}

/// <summary>Tells what a path is.</summary>
internal static class PathKinds
{
    /// <summary>The kind of a path; case does not matter, nor what follows the service's name.</summary>
    public static PathKind Of(ReadOnlySpan<byte> path)
    {
        if (path.Length < 4 || path[0] != '/') return PathKind.Other;
        return (path[1] | 0x20) switch
        {
            'e' when StartsWith(path, "/ews/mrsproxy.svc"u8) => PathKind.MrsProxy,
            'e' when StartsWith(path, "/ews"u8) => PathKind.Ews,
            'a' when StartsWith(path, "/autodiscover/"u8) => PathKind.Autodiscover,
            _ => PathKind.Other,
        };
    }

    private static bool StartsWith(ReadOnlySpan<byte> path, ReadOnlySpan<byte> start) => path.Length >= start.Length && System.Text.Ascii.EqualsIgnoreCase(path[..start.Length], start);
}
