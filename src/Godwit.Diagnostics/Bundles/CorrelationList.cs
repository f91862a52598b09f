using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Bundles;

/// <summary>
/// The request ids of all logs, with time, log, server and status: what joins the lines of console, service, worker and proxy. What the client called a request stands at its end: of the service's
/// lines that is the console's or the command line's own id, of the proxy's the id of the service's request that set the move going.
/// </summary>
internal sealed class CorrelationList : IDisposable
{
    /// <summary>The columns.</summary>
    public const string Columns = "requestId,time,log,server,status,clientRequestId";

    private readonly StringWriter _rows = new(CultureInfo.InvariantCulture);
    private int _count;

    /// <summary>Notes an entry that has an id.</summary>
    public void Add(LogEntry entry)
    {
        if (entry.RequestId == Guid.Empty || _count == BundleWriter.MaxIds) return;
        _count++;
        _rows.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.RequestId:D},{new DateTime(entry.Ticks):yyyy-MM-ddTHH:mm:ssZ},{entry.Kind},{Plain(entry.Server)},{entry.Status},{(entry.ClientRequestId == Guid.Empty ? "" : entry.ClientRequestId.ToString("D"))}"));
    }

    /// <summary>Writes the list.</summary>
    public void WriteTo(TextWriter writer, Redactor redactor)
    {
        writer.WriteLine(Columns);
        writer.Write(redactor.Redact(_rows.ToString()));
    }

    public void Dispose() => _rows.Dispose();

    private static string Plain(string text) => OtherSideText.Show(text).Replace(',', ' ').Replace('"', ' ');
}
