namespace Godwit.Diagnostics.Logs;

/// <summary>
/// IIS lines without their directives, or with fields lost, added or torn, as people paste them into tools. Read by what the parts look like: date and time from the left; the run of whole numbers
/// that begins with a status from the right; the method by its name, the path by its slash, the port as the first number behind it, the user behind the port. What cannot be told stays empty and is
/// listed as missing: of <c>- -</c> before the status nobody can say whether the agent or the client's address was blanked.
/// </summary>
internal sealed class StrippedIisLayout(LayoutContext context) : LineLayout(context)
{
    private const int ShortestRun = 3;
    private readonly Field[] _fields = new Field[Fields.Most];

    public override string Name => "IIS lines without their header";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var fields = NonEmpty(line);
        var method = fields.Length < 5 ? -1 : MethodAt(line, fields);
        if (method < 0 || method + 1 >= fields.Length || !TryStatusRun(line, fields, method + 2, out var status)) return LineMeaning.NotUnderstood;
        ReadTime(line, fields[..method], entry);
        ReadTarget(fields[method + 1].In(line), entry);
        if (entry.Path == PathKind.Other) return LineMeaning.Other;
        entry.Kind = LogKind.WebServer;
        entry.Method = Text(fields[method].In(line));
        ReadServer(line, fields[..method], entry);
        ReadMiddle(line, fields[(method + 2)..status], entry);
        ReadNumbers(line, fields[status..], entry);
        return LineMeaning.Entry;
    }

    private ReadOnlySpan<Field> NonEmpty(ReadOnlySpan<byte> line)
    {
        var (count, kept) = (Fields.AtBlanks(line, _fields), 0);
        for (var i = 0; i < count; i++)
            if (_fields[i].Length > 0) _fields[kept++] = _fields[i];
        return _fields.AsSpan(0, kept);
    }

    private static int MethodAt(ReadOnlySpan<byte> line, ReadOnlySpan<Field> fields)
    {
        for (var i = 0; i < fields.Length - 1 && i < 8; i++)
            if (HttpMethods.Contains(fields[i].In(line)) && fields[i + 1].In(line) is [(byte)'/', ..]) return i;
        return -1;
    }

    /// <summary>The rightmost run of whole numbers that is long enough and begins with a status: what follows the status may be custom fields.</summary>
    private static bool TryStatusRun(ReadOnlySpan<byte> line, ReadOnlySpan<Field> fields, int from, out int status)
    {
        var run = 0;
        for (status = fields.Length - 1; status >= from; status--)
        {
            run = Fields.TryNumber(fields[status].In(line), out _) ? run + 1 : 0;
            var isFirst = status == from || !Fields.TryNumber(fields[status - 1].In(line), out _);
            if (run >= ShortestRun && isFirst && Fields.TryStatus(fields[status].In(line), out _)) return true;
        }
        return false;
    }

    private void ReadTime(ReadOnlySpan<byte> line, ReadOnlySpan<Field> before, LogEntry entry)
    {
        if (before.Length >= 2 && Fields.TryDate(before[0].In(line), out var date) && Fields.TryTime(before[1].In(line), out var time)) Context.LastTicks = entry.Ticks = date + time;
        else entry.Missing |= MissingFields.Time;
    }

    /// <summary>The blank before the query may be lost; then the path ends where the front end's additions begin.</summary>
    private void ReadTarget(ReadOnlySpan<byte> target, LogEntry entry)
    {
        entry.Path = PathKinds.Of(target);
        if (target.IndexOfAny((byte)'?', (byte)'&') is >= 0 and var end) ExchangeQuery.Read(target[end..], Context.Texts, entry);
    }

    private void ReadServer(ReadOnlySpan<byte> line, ReadOnlySpan<Field> before, LogEntry entry)
    {
        foreach (var field in before)
            if (CallerAddress.TryRead(field.In(line), out _)) entry.Server = Text(field.In(line));
        if (entry.Server.Length == 0) entry.Missing |= MissingFields.Server;
    }

    private void ReadMiddle(ReadOnlySpan<byte> line, ReadOnlySpan<Field> middle, LogEntry entry)
    {
        var port = 0;
        while (port < middle.Length && !IsPort(middle[port].In(line), entry)) ExchangeQuery.Read(middle[port++].In(line), Context.Texts, entry);
        if (port + 1 < middle.Length && !CallerAddress.TryRead(middle[port + 1].In(line), out _)) entry.User = Text(middle[port + 1].In(line));
        foreach (var field in middle[Math.Min(port + 1, middle.Length)..])
            if (!entry.Client.IsKnown) CallerAddress.TryRead(field.In(line), out entry.Client);
        if (!entry.Client.IsKnown) entry.Missing |= MissingFields.Client;
        if (middle.Length - port < 5) entry.Missing |= MissingFields.Agent;
    }

    private static bool IsPort(ReadOnlySpan<byte> field, LogEntry entry)
    {
        if (!Fields.TryDigits(field, out var port) || port > ushort.MaxValue) return false;
        entry.Port = port;
        return true;
    }

    private static void ReadNumbers(ReadOnlySpan<byte> line, ReadOnlySpan<Field> numbers, LogEntry entry)
    {
        Fields.TryStatus(numbers[0].In(line), out entry.Status);
        entry.SubStatus = (int)Math.Clamp(Fields.NumberOr(numbers[1].In(line), -1), -1, 9999);
        entry.Win32 = Win32Codes.Normal(Fields.NumberOr(numbers[2].In(line), -1));
        for (var i = 3; i < numbers.Length && Fields.TryNumber(numbers[i].In(line), out var taken); i++) entry.TakenMs = taken;
    }
}
