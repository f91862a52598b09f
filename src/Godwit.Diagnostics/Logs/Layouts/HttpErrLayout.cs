namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The error log of HTTP.sys with 13, 14 or 18 fields, by its <c>#Fields</c> or, without them or where a line does not fit, by the word that tells the reason. The target may be any text that a
/// stranger sent. Times are UTC.
/// </summary>
internal sealed class HttpErrLayout(LayoutContext context, W3cColumns? columns) : LineLayout(context)
{
    private const int FieldsBeforeUri = 8;
    private readonly Field[] _fields = new Field[Fields.Most];

    public override string Name => "HTTPERR";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var fields = _fields.AsSpan(0, Fields.AtBlanks(line, _fields));
        if (fields.Length < 6 || !Fields.TryDate(fields[0].In(line), out var date) || !Fields.TryTime(fields[1].In(line), out var time)) return LineMeaning.NotUnderstood;
        if (!(columns is { } known && known.Width == fields.Length ? ReadByName(line, known, fields, entry) : ReadByReason(line, fields, entry))) return LineMeaning.NotUnderstood;
        entry.Kind = LogKind.HttpErr;
        Context.LastTicks = entry.Ticks = date + time;
        return LineMeaning.Entry;
    }

    private bool ReadByName(ReadOnlySpan<byte> line, W3cColumns known, ReadOnlySpan<Field> fields, LogEntry entry)
    {
        var reason = known.Of(W3cColumn.Reason, line, fields);
        if (reason.IsEmpty) return false;
        entry.Reason = Text(reason);
        entry.Queue = Text(known.Of(W3cColumn.Queue, line, fields));
        ReadEnds(line, known.Of(W3cColumn.ClientIp, line, fields), known.Of(W3cColumn.ServerIp, line, fields), known.Of(W3cColumn.ServerPort, line, fields), entry);
        entry.Method = Text(known.Of(W3cColumn.Method, line, fields));
        entry.Path = PathKinds.Of(known.Of(W3cColumn.Uri, line, fields));
        Fields.TryStatus(known.Of(W3cColumn.Status, line, fields), out entry.Status);
        return true;
    }

    /// <summary>Before the target stand eight fields in every known layout; the reason is the last field that is a reason's word, the queue follows it, the status is the last one before it.</summary>
    private bool ReadByReason(ReadOnlySpan<byte> line, ReadOnlySpan<Field> fields, LogEntry entry)
    {
        if (!IsAddress(fields[2].In(line)) || !IsPort(fields[3].In(line))) return false;
        var reason = fields.Length - 1;
        while (reason >= 5 && !HttpErrReasons.Contains(fields[reason].In(line))) reason--;
        if (reason < 5) return false;
        entry.Reason = Text(fields[reason].In(line));
        if (reason + 1 < fields.Length) entry.Queue = Text(fields[reason + 1].In(line));
        ReadEnds(line, fields[2].In(line), fields[4].In(line), fields[5].In(line), entry);
        if (reason <= FieldsBeforeUri) return true;
        entry.Method = Text(fields[7].In(line));
        entry.Path = PathKinds.Of(fields[FieldsBeforeUri].In(line));
        for (var i = reason - 1; i > FieldsBeforeUri && entry.Status == 0; i--) Fields.TryStatus(fields[i].In(line), out entry.Status);
        return true;
    }

    private static bool IsAddress(ReadOnlySpan<byte> field) => field is [(byte)'-'] || CallerAddress.TryRead(field, out _);

    private static bool IsPort(ReadOnlySpan<byte> field) => field is [(byte)'-'] || Fields.TryDigits(field, out _);

    private void ReadEnds(ReadOnlySpan<byte> line, ReadOnlySpan<byte> client, ReadOnlySpan<byte> server, ReadOnlySpan<byte> port, LogEntry entry)
    {
        CallerAddress.TryRead(client, out entry.Client);
        entry.Server = Text(server);
        entry.Port = (int)Math.Clamp(Fields.NumberOr(port, 0), 0, ushort.MaxValue);
    }
}
