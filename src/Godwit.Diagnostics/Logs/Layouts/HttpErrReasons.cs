using System.Collections.Frozen;
using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>What HTTP.sys says about why it refused a request or closed a connection, grouped by what an administrator does about it.</summary>
internal static class HttpErrReasons
{
    private const int Longest = 40;

    /// <summary>The application pool is off.</summary>
    public static readonly string[] PoolOff = ["AppOffline", "AppPoolTimer", "AppShutdown", "Disabled"];

    /// <summary>There is no room.</summary>
    public static readonly string[] NoRoom = ["QueueFull", "ConnLimit", "N/A", "Connections_Refused"];

    /// <summary>The worker process went away under the request.</summary>
    public static readonly string[] WorkerGone = ["Connection_Abandoned_By_AppPool", "Connection_Abandoned_By_ReqQueue"];

    /// <summary>The client, or a device before it, closed the connection.</summary>
    public static readonly string[] ClientGone = ["Client_Reset", "Connection_Dropped", "Connection_Dropped_List_Full"];

    /// <summary>Too slow: request or answer did not get through in time.</summary>
    public static readonly string[] TooSlow = ["Timer_HeaderWait", "Timer_EntityBody", "Timer_MinBytesPerSecond"];

    /// <summary>A worker that does not take or answer requests.</summary>
    public static readonly string[] WorkerHangs = ["Timer_AppPool", "Timer_ReqQueue"];

    /// <summary>The request is against the rules: scanners, and devices that spoil requests.</summary>
    public static readonly string[] Malformed = ["BadRequest", "Header", "Verb", "URL", "Number", "Invalid_CR/LF", "Version_N/S", "Forbidden", "LengthRequired", "Precondition", "N/I", "Internal", "Timer_Response"];

    /// <summary>A header, or all of them, are larger than HTTP.sys takes.</summary>
    public static readonly string[] HeaderTooLarge = ["FieldLength", "RequestLength"];

    /// <summary>The address or the body is larger than HTTP.sys takes.</summary>
    public static readonly string[] TooLarge = ["URL_Length", "EntityTooLarge", "Request_Too_Large"];

    /// <summary>A client certificate was asked for on an open connection and did not come.</summary>
    public const string Renegotiation = "Timer_SslRenegotiation";

    /// <summary>No site for this host name.</summary>
    public const string Hostname = "Hostname";

    /// <summary>Nothing listens for this address.</summary>
    public const string NotFound = "NotFound";

    /// <summary>A connection that was not used for two minutes: harmless.</summary>
    public const string Idle = "Timer_ConnectionIdle";

    private static readonly FrozenSet<string> Words =
        ((string[])[.. PoolOff, .. NoRoom, .. WorkerGone, .. ClientGone, .. TooSlow, .. WorkerHangs, .. Malformed, .. HeaderTooLarge, .. TooLarge, Renegotiation, Hostname, NotFound, Idle]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a word that HTTP.sys uses as a reason.</summary>
    public static bool Contains(ReadOnlySpan<byte> word)
    {
        if (word.Length is 0 or > Longest) return false;
        Span<char> letters = stackalloc char[Longest];
        return Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters[..Encoding.Latin1.GetChars(word, letters)]);
    }
}
