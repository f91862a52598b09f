using System.Net;
using Godwit.Proxy.Logging;

namespace Godwit.Proxy.Tests.Logging;

public sealed class LogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-logs-").FullName;
    private readonly SetClock _clock = new();

    [Fact]
    public void The_layouts_have_the_fields_that_tools_know()
    {
        Assert.Equal(15, W3cLog.Fields.Split(' ').Length);
        Assert.Equal(13, HttpErrLog.Fields.Split(' ').Length);
        Assert.Equal(74, HttpProxyLog.Columns.Split(',').Distinct().Count());
    }

    [Theory]
    [InlineData(null, "-", "")]
    [InlineData("", "-", "")]
    [InlineData("a b", "a+b", "a b")]
    [InlineData("a\r\n2026-11-22 forged", "a++2026-11-22+forged", "a  2026-11-22 forged")]
    [InlineData("a,\"b\"", "a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("=cmd()", "=cmd()", "\"=cmd()\"")]
    [InlineData("a\u2028b", "a+b", "a b")]
    public void What_a_client_sends_can_neither_start_a_line_nor_shift_a_column(string? value, string token, string csv) =>
        Assert.Equal((token, csv), (LogText.Token(value), LogText.Csv(value)));

    [Fact]
    public async Task A_day_has_its_file_and_each_begins_with_its_fields()
    {
        await using (var log = new LogFile(_folder, new W3cLog(hourly: false), 0, _clock))
        {
            log.Write("one");
            await log.FlushAsync();
            _clock.Now += TimeSpan.FromDays(1);
            log.Write("two");
        }

        Assert.Equal(["u_ex261122.log", "u_ex261123.log"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
        Assert.Contains($"#Fields: {W3cLog.Fields}\r\ntwo\r\n", await File.ReadAllTextAsync(Path.Combine(_folder, "u_ex261123.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_log_that_may_have_so_many_files_the_oldest_go()
    {
        await using var log = new LogFile(_folder, new Crowded(), 0, _clock);
        for (var i = 1; i <= 5; i++)
        {
            log.Write("xxxxxxxxxx");
            await log.FlushAsync();
            File.SetLastWriteTimeUtc(Path.Combine(_folder, $"crowded{i}.log"), _clock.Now.UtcDateTime.AddSeconds(i));
        }

        Assert.Equal(["crowded3.log", "crowded4.log", "crowded5.log"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    private sealed class Crowded : ILogLayout
    {
        public string Pattern => "crowded*.log";

        public long MaxBytes => 10;

        public int MaxFiles => 3;

        public string FileName(DateTimeOffset time, int part) => $"crowded{part}.log";

        public string Prolog(DateTimeOffset time) => "";
    }

    [Fact]
    public async Task A_full_part_is_followed_by_the_next_and_old_files_go()
    {
        var old = Path.Combine(_folder, "httperr9.log");
        await File.WriteAllTextAsync(old, "old");
        File.SetLastWriteTimeUtc(old, _clock.Now.UtcDateTime.AddDays(-31));
        await using (var log = new LogFile(_folder, new HttpErrLog(), 30, _clock))
            for (var i = 0; i < 3; i++)
            {
                log.Write(new string('x', 600_000));
                await log.FlushAsync();
            }

        Assert.Equal(["httperr1.log", "httperr2.log"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_costs_lines_and_nothing_else()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        await using var log = new LogFile(Path.Combine(file, "below"), new W3cLog(hourly: true), 0, _clock);

        log.Write("one");
        await log.FlushAsync();

        Assert.Equal(1, log.Dropped);
    }

    [Fact]
    public void A_line_of_HTTPERR_is_bounded_and_has_thirteen_tokens()
    {
        var point = new IPEndPoint(IPAddress.Loopback, 1);
        var line = HttpErrLog.Line(_clock.Now, point, point, "HTTP/1.1", "G E T", "/" + new string('a', 9000), 400, "URL");

        Assert.Equal(13, line.Split(' ').Length);
        Assert.InRange(line.Length, 4096, 4300);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
