using System.IO.Compression;
using System.Text;

namespace Godwit.Diagnostics.Bundles;

/// <summary>Shows what a support bundle holds, before it is sent or after it came. Nothing is unpacked to disk.</summary>
public static class BundleInspection
{
    private const int MaxEntries = 25_000;
    private const int MaxTextBytes = 4 * 1024 * 1024;
    private const int MaxListBytes = 32 * 1024 * 1024;

    /// <summary>Prints manifest, list of files, what the request ids are of, and the report.</summary>
    /// <param name="bundle">The bundle; has to be seekable.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="InvalidDataException">It is no bundle.</exception>
    public static void Print(Stream bundle, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var archive = new ZipArchive(bundle, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry("manifest.json") is not { } manifest || archive.GetEntry("report.txt") is not { } report) throw new InvalidDataException("it is no support bundle: manifest.json or report.txt is missing");
        WriteText(manifest, output);
        output.WriteLine();
        foreach (var entry in archive.Entries.Take(MaxEntries)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.Length,12}  {OtherSideText.Show(entry.FullName)}"));
        output.WriteLine();
        if (archive.GetEntry("correlation.csv") is { } ids) WriteIds(ids, output);
        WriteText(report, output);
    }

    private static void WriteIds(ZipArchiveEntry ids, TextWriter output)
    {
        using var rows = new StreamReader(new BoundedStream(ids.Open(), MaxListBytes), Encoding.UTF8);
        CorrelationSummary.Print(rows, output);
        output.WriteLine();
    }

    /// <summary>Line by line and escaped: a bundle may come from anybody.</summary>
    private static void WriteText(ZipArchiveEntry entry, TextWriter output)
    {
        using var reader = new StreamReader(new BoundedStream(entry.Open(), MaxTextBytes), Encoding.UTF8);
        while (reader.ReadLine() is { } line) output.WriteLine(OtherSideText.Show(line, Evidence.MaxLength));
    }

    /// <summary>Ends after so many bytes, whatever an archive promises.</summary>
    private sealed class BoundedStream(Stream inner, int most) : Logs.ReadOnlyStream
    {
        private int _left = most;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer[..Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
