using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>What the front end of Exchange 2013 and later adds to a query: <c>&amp;CorrelationID=..;&amp;ClientId=..&amp;cafeReqId=..;</c></summary>
internal static class ExchangeQuery
{
    private const int LongestSession = 64;

    /// <summary>Takes the request's id and the client's session out of a query; either may be missing.</summary>
    public static void Read(ReadOnlySpan<byte> query, TextPool texts, LogEntry entry)
    {
        if (query.Length < 10) return;
        var id = After(query, "cafeReqId="u8);
        if (id.Length >= 36 && Utf8Parser.TryParse(id[..36], out Guid request, out _)) entry.RequestId = request;
        var session = After(query, "ClientId="u8);
        if (session.IndexOfAny((byte)'&', (byte)';') is >= 0 and var end) session = session[..end];
        if (session.Length is > 0 and <= LongestSession) entry.Session = texts.Of(session);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> query, ReadOnlySpan<byte> name) => query.IndexOf(name) is >= 0 and var at ? query[(at + name.Length)..] : default;
}
