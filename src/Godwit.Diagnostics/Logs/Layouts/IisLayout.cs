namespace Godwit.Diagnostics.Logs;

/// <summary>
/// A web server's access log in the W3C extended format, by the order that its <c>#Fields</c> gives. A line whose fields do not fit goes to <see cref="StrippedIisLayout"/>. Times are UTC; a log
/// without dates begins with that of its last <c>#Date</c> and rolls over at midnight.
/// </summary>
internal sealed class IisLayout(LayoutContext context, W3cColumns columns) : LineLayout(context)
{
    private readonly StrippedIisLayout _stripped = new(context);
    private readonly Field[] _fields = new Field[Fields.Most];

    public override string Name => "IIS W3C";

    /// <summary>How many lines did not fit the fields and were read by what their parts look like.</summary>
    public long Recovered { get; private set; }

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var count = Fields.AtBlanks(line, _fields);
        if (count != columns.Width || !Fields.TryStatus(columns.Of(W3cColumn.Status, line, _fields), out var status) || !TryTicks(line, out var ticks)) return Recover(line, entry);
        Context.LastTicks = entry.Ticks = ticks;
        var path = PathKinds.Of(Stem(line));
        if (path == PathKind.Other) return LineMeaning.Other;
        (entry.Kind, entry.Status, entry.Path) = (LogKind.WebServer, status, path);
        FillCaller(line, entry);
        if (path == PathKind.MrsProxy) Fill(line, entry);
        return LineMeaning.Entry;
    }

    private LineMeaning Recover(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var meaning = _stripped.Read(line, entry);
        if (meaning != LineMeaning.NotUnderstood) Recovered++;
        return meaning;
    }

    private ReadOnlySpan<byte> Stem(ReadOnlySpan<byte> line) => Of(columns.Has(W3cColumn.Stem) ? W3cColumn.Stem : W3cColumn.Uri, line);

    private ReadOnlySpan<byte> Of(W3cColumn column, ReadOnlySpan<byte> line) => columns.Of(column, line, _fields);

    private bool TryTicks(ReadOnlySpan<byte> line, out long ticks)
    {
        ticks = 0;
        if (!Fields.TryTime(Of(W3cColumn.Time, line), out var time)) return false;
        if (!columns.Has(W3cColumn.Date)) return TryRolled(time, out ticks);
        if (!Fields.TryDate(Of(W3cColumn.Date, line), out var date)) return false;
        ticks = date + time;
        return true;
    }

    private bool TryRolled(long time, out long ticks)
    {
        var last = Context.LastTicks;
        ticks = last - last % TimeSpan.TicksPerDay + time;
        if (last - ticks > TimeSpan.TicksPerDay / 2) ticks += TimeSpan.TicksPerDay;
        return last > 0;
    }

    /// <summary>All that is asked of the endpoint's neighbours, which are the most of a busy server's lines.</summary>
    private void FillCaller(ReadOnlySpan<byte> line, LogEntry entry)
    {
        entry.Server = Text(columns.Has(W3cColumn.ServerName) ? Of(W3cColumn.ServerName, line) : Of(W3cColumn.ServerIp, line));
        CallerAddress.TryRead(Of(W3cColumn.ClientIp, line), out entry.Client);
        entry.Forwarded = ForwardedFor.Read(Of(W3cColumn.Forwarded, line));
    }

    private void Fill(ReadOnlySpan<byte> line, LogEntry entry)
    {
        entry.Method = Text(Of(W3cColumn.Method, line));
        entry.Port = (int)Math.Clamp(Fields.NumberOr(Of(W3cColumn.ServerPort, line), 0), 0, ushort.MaxValue);
        entry.User = Text(Of(W3cColumn.User, line));
        entry.Agent = Text(Of(W3cColumn.Agent, line));
        entry.SubStatus = (int)Math.Clamp(Fields.NumberOr(Of(W3cColumn.SubStatus, line), -1), -1, 9999);
        entry.Win32 = Win32Codes.Normal(Fields.NumberOr(Of(W3cColumn.Win32, line), -1));
        entry.TakenMs = Fields.NumberOr(Of(W3cColumn.Taken, line), -1);
        ExchangeQuery.Read(Of(W3cColumn.Query, line), Context.Texts, entry);
        entry.Missing = (entry.Server.Length == 0 ? MissingFields.Server : 0) | (entry.Client.IsKnown ? 0 : MissingFields.Client);
    }
}
