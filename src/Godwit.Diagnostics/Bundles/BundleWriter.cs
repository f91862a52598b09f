using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Bundles;

/// <summary>
/// Writes a support bundle: a zip file with the report, of every log the lines about the endpoint, and the list of request ids that join them; all of it redacted. Small enough to be sent: what is
/// about something else stays at home.
/// </summary>
public static class BundleWriter
{
    /// <summary>The most lines of one log.</summary>
    public const int MaxLinesOfAFile = 20_000;

    /// <summary>The most request ids.</summary>
    public const int MaxIds = 100_000;

    private const int Version = 1;

    /// <summary>Writes a bundle.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="sources">The logs.</param>
    /// <param name="options">What is asked of their analysis.</param>
    /// <param name="takesSubjects">True: what stands behind "Subject:" is taken out too.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Stops it; the file is then of no use.</param>
    /// <returns>The report that is in it.</returns>
    /// <exception cref="FormatException">The ranges or the column map cannot be read.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static DiagnosisReport Write(Stream output, LogSources sources, LogAnalysisOptions options, bool takesSubjects, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var inputs = sources.Find((_, _) => { }, clock.GetUtcNow());
        var report = LogAnalysis.Run(inputs, [], options, clock, cancellation);
        var redactor = new Redactor(options.ServiceRanges is { } list ? AddressRanges.Read(list) : AddressRanges.Known) { TakesSubjects = takesSubjects };
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        using (var ids = new CorrelationList())
        {
            for (var i = 0; i < inputs.Count; i++) WriteLines(archive, inputs[i], i, options, redactor, ids, cancellation);
            Add(archive, "correlation.csv", writer => ids.WriteTo(writer, redactor));
        }
        Add(archive, "report.txt", writer => writer.Write(redactor.Redact(Printed(report, TextReport.Write))));
        Add(archive, "report.json", writer => writer.Write(redactor.Redact(Printed(report, JsonReport.Write))));
        Add(archive, "manifest.json", writer => writer.Write(Manifest(inputs.Count, redactor, clock)));
        return report;
    }

    private static string Printed(DiagnosisReport report, Action<TextWriter, DiagnosisReport> print)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        print(writer, report);
        return writer.ToString();
    }

    private static void Add(ZipArchive archive, string name, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Optimal).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }

    /// <summary>The lines about the endpoint, with the file's directives, so that they can be analysed again.</summary>
    private static void WriteLines(ZipArchive archive, LogInput input, int number, LogAnalysisOptions options, Redactor redactor, CorrelationList ids, CancellationToken cancellation) =>
        Add(archive, string.Create(CultureInfo.InvariantCulture, $"lines/{number + 1:000}.log"), writer =>
        {
            var reading = new ReadingOptions(new TextPool(), options.LocalOffset, options.Columns is { } map ? ColumnMap.Read(map) : ColumnMap.None, options.Window, cancellation);
            var columns = new W3cColumnsToHide(redactor);
            using var reader = new LogFileReader(input, reading) { Directive = directive => Write(directive, columns, redactor, writer) };
            for (var lines = 0; lines < MaxLinesOfAFile && reader.MoveNext(); lines++)
            {
                cancellation.ThrowIfCancellationRequested();
                redactor.Learn(reader.Entry);
                writer.WriteLine(redactor.Redact(columns.Hide(Encoding.UTF8.GetString(reader.Line))));
                ids.Add(reader.Entry);
            }
        });

    private static void Write(string directive, W3cColumnsToHide columns, Redactor redactor, TextWriter writer)
    {
        columns.Note(directive);
        writer.WriteLine(redactor.Redact(directive));
    }

    private static string Manifest(int files, Redactor redactor, TimeProvider clock)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("made", clock.GetUtcNow().UtcDateTime);
            json.WriteString("program", typeof(BundleWriter).Assembly.GetName().Version?.ToString());
            json.WriteString("system", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier);
            json.WriteNumber("files", files);
            json.WriteStartObject("redacted");
            foreach (var (sort, count) in redactor.Counts) json.WriteNumber(sort, count);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
