using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>A Godwit proxy's log of who was let in and who was not.</summary>
internal sealed class AuthorisationLayout(LayoutContext context, CsvColumns columns) : CsvLayout(context, columns)
{
    private readonly int _time = columns.At("DateTime");
    private readonly int _request = columns.At("RequestId");
    private readonly int _user = columns.At("AuthenticatedUser");
    private readonly int _client = columns.At("ClientIpAddress");
    private readonly int _server = columns.At("ServerHostName");
    private readonly int _decision = columns.At("Decision");
    private readonly int _reason = columns.At("Reason");

    public override string Name => "Godwit authorisation";

    /// <summary>True for the header of such a log.</summary>
    public static bool IsItsHeader(CsvColumns columns) => columns.At("Decision") >= 0 && columns.At("AuthenticatedUser") >= 0;

    protected override LineMeaning ReadRow(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (Count <= _decision || !Timestamps.TryIso(Of(_time, line), out var ticks)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks = ticks;
        (entry.Kind, entry.Path) = (LogKind.Authorisation, PathKind.MrsProxy);
        if (Utf8Parser.TryParse(Of(_request, line), out Guid request, out _)) entry.RequestId = request;
        entry.User = Text(Of(_user, line));
        CallerAddress.TryRead(Of(_client, line), out entry.Client);
        entry.Server = Text(Of(_server, line));
        entry.Error = Text(Of(_decision, line));
        entry.Reason = Text(Of(_reason, line));
        return LineMeaning.Entry;
    }
}
