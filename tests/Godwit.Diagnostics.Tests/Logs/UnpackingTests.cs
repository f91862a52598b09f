using System.IO.Compression;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>Archives that were made to harm, and files that never end.</summary>
public sealed class UnpackingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-unpack-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_unpacks_to_a_thousand_times_its_size_is_given_up()
    {
        using var text = new UnpackedText(new Zeros(long.MaxValue), () => UnpackedText.FreeBytes / 1000);
        var buffer = new byte[1024 * 1024];

        Assert.Throws<InvalidDataException>(() => { while (text.Read(buffer) > 0) { } });
    }

    [Fact]
    public void What_is_packed_as_logs_are_is_read_to_its_end()
    {
        using var text = new UnpackedText(new Zeros(UnpackedText.FreeBytes + 5_000_000), () => UnpackedText.FreeBytes / 100);
        var buffer = new byte[1024 * 1024];
        var length = 0L;

        for (var read = text.Read(buffer); read > 0; read = text.Read(buffer)) length += read;

        Assert.Equal(UnpackedText.FreeBytes + 5_000_000, length);
    }

    [Fact]
    public void A_line_without_end_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var reader = new LineReader(new Zeros(long.MaxValue) { After = (100_000_000, stop.Cancel) }, stop.Token);

        Assert.Throws<OperationCanceledException>(() => reader.TryRead(out _));
    }

    [Fact]
    public void Two_entries_of_one_name_are_both_read()
    {
        var path = Path.Combine(_folder, "logs.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            foreach (var time in (string[])["10:00:00", "11:00:00"])
            {
                using var writer = new StreamWriter(zip.CreateEntry("../u_ex.log").Open());
                writer.Write(LogText.IisFields + "\n" + LogText.Iis(time, "10.0.0.12", "40.96.10.7", 403, 4, 5, port: 80) + "\n");
            }

        var report = LogAnalysis.Run(new LogSources([path], null), new LogAnalysisOptions(), TimeProvider.System, CancellationToken.None);

        Assert.Contains(report.Sections.SelectMany(section => section.Rows), row => string.Join(' ', row).Contains("10:00:00", StringComparison.Ordinal) || string.Join(' ', row).Contains("10:00", StringComparison.Ordinal));
        Assert.Contains(report.Sections.SelectMany(section => section.Rows), row => string.Join(' ', row).Contains("11:00", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_folder)!, "u_ex.log"));
    }

    /// <summary>Zeros, so many, made when they are read.</summary>
    private sealed class Zeros(long length) : ReadOnlyStream
    {
        private long _given;

        public (long Bytes, Action Do) After { get; init; } = (long.MaxValue, () => { });

        public override int Read(Span<byte> buffer)
        {
            var read = (int)Math.Min(buffer.Length, length - _given);
            buffer[..read].Clear();
            if ((_given += read) > After.Bytes) After.Do();
            return read;
        }
    }
}
