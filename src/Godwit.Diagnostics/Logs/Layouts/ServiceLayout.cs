using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The access log of Godwit's migration service: W3C, told from a web server's by its <c>#Software</c>. It judges nothing, since nobody reaches the endpoint through it; its ids join what console and
/// command line asked for to what the proxy was asked for then.
/// </summary>
internal sealed class ServiceLayout(LayoutContext context, W3cColumns columns) : LineLayout(context)
{
    /// <summary>See <see cref="Name"/>.</summary>
    public const string LayoutName = "Godwit service";

    private readonly Field[] _fields = new Field[Fields.Most];

    /// <summary>Who writes it.</summary>
    public static ReadOnlySpan<byte> Software => "Godwit migration service"u8;

    public override string Name => LayoutName;

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var count = Fields.AtBlanks(line, _fields);
        if (count != columns.Width || !Fields.TryStatus(Of(W3cColumn.Status, line), out entry.Status)) return LineMeaning.NotUnderstood;
        if (!Fields.TryDate(Of(W3cColumn.Date, line), out var date) || !Fields.TryTime(Of(W3cColumn.Time, line), out var time)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks = date + time;
        entry.Kind = LogKind.Service;
        if (Utf8Parser.TryParse(Of(W3cColumn.Request, line), out Guid request, out _)) entry.RequestId = request;
        if (Utf8Parser.TryParse(Of(W3cColumn.ClientRequest, line), out Guid named, out _)) entry.ClientRequestId = named;
        Fill(line, entry);
        return LineMeaning.Entry;
    }

    private void Fill(ReadOnlySpan<byte> line, LogEntry entry)
    {
        entry.Server = Text(Of(W3cColumn.ServerName, line));
        CallerAddress.TryRead(Of(W3cColumn.ClientIp, line), out entry.Client);
        entry.Method = Text(Of(W3cColumn.Method, line));
        entry.User = Text(Of(W3cColumn.User, line));
        entry.Agent = Text(Of(W3cColumn.Agent, line));
        entry.TakenMs = Fields.NumberOr(Of(W3cColumn.Taken, line), -1);
    }

    private ReadOnlySpan<byte> Of(W3cColumn column, ReadOnlySpan<byte> line) => columns.Of(column, line, _fields);
}
