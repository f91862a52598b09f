using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

public sealed class MergingTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Entries_of_all_files_come_in_the_order_of_time(int seed)
    {
        var random = new Random(seed);
        var files = Enumerable.Range(0, 40).Select(number =>
        {
            var seconds = Enumerable.Range(0, random.Next(0, 60)).Select(_ => random.Next(0, 3600)).Order().ToList();
            return LogText.File($"f{number}.log", LogText.IisFields + "\n" + string.Concat(seconds.Select(at => LogText.Iis($"10:{at / 60:00}:{at % 60:00}", "10.0.0.11", "40.96.10.7", 200, 0, 0, stem: random.Next(3) == 0 ? "/owa/" : "/EWS/mrsproxy.svc"))));
        }).ToList();
        var merger = new LogMerger(files, LogText.Options());
        var times = new List<long>();

        merger.Run(reader => times.Add(reader.Entry.Ticks), TestContext.Current.CancellationToken);

        Assert.Equal(times.Order(), times);
        Assert.Equal(times.Count, merger.Tallies.Sum(tally => tally.Entries));
        Assert.Equal(files.Count, merger.Tallies.Count);
    }

    [Fact]
    public void A_file_is_open_only_while_its_time_is_read()
    {
        var (open, most) = (0, 0);
        var files = Enumerable.Range(0, 20).Select(hour => new LogInput($"f{hour}", "", LogText.Changed, () =>
        {
            most = Math.Max(most, ++open);
            return new Closing(LogText.IisFields + "\n" + LogText.Iis($"{hour:00}:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0) + LogText.Iis($"{hour:00}:59:00", "10.0.0.11", "40.96.10.7", 200, 0, 0), () => open--);
        })).ToList();

        new LogMerger(files, LogText.Options()).Run(_ => { }, TestContext.Current.CancellationToken);

        Assert.Equal((0, true), (open, most <= 2));
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var merger = new LogMerger([LogText.File("f", LogText.IisFields + "\n" + string.Concat(Enumerable.Repeat(LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0), 100)))], LogText.Options());
        Assert.Throws<OperationCanceledException>(() => merger.Run(_ => stop.Cancel(), stop.Token));
        Assert.Equal(1, merger.Tallies[0].Entries);
    }

    [Theory]
    [InlineData("2026-11-20T10:00Z", "2026-11-20 09:55:00", "2026-11-20 10:05:00")]
    [InlineData("2026-11-20 10:00", "2026-11-20 09:55:00", "2026-11-20 10:05:00")]
    [InlineData("2026-11-20T12:00+02:00..2026-11-20T13:00+02:00", "2026-11-20 10:00:00", "2026-11-20 11:00:00")]
    public void A_window_is_read(string text, string from, string to) =>
        Assert.Equal((DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture).Ticks, DateTime.Parse(to, System.Globalization.CultureInfo.InvariantCulture).Ticks), (TimeWindow.Read(text).From, TimeWindow.Read(text).To));

    [Theory, InlineData("soon"), InlineData(""), InlineData("2026-11-20 11:00..2026-11-20 10:00"), InlineData("0001-01-01")]
    public void A_window_that_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => TimeWindow.Read(text));

    [Theory]
    [InlineData("40.96.10.7", true)]
    [InlineData("40.103.255.255", true)]
    [InlineData("40.88.0.0", false)]
    [InlineData("13.107.6.153", true)]
    [InlineData("13.107.6.154", false)]
    [InlineData("::ffff:40.96.10.7", true)]
    [InlineData("2603:1026::1", true)]
    public void The_ranges_of_the_service_are_known(string address, bool isInside)
    {
        Assert.True(CallerAddress.TryRead(System.Text.Encoding.ASCII.GetBytes(address), out var read));
        Assert.Equal(isInside, AddressRanges.Known.Contains(read));
    }

    [Fact]
    public void A_published_list_replaces_them()
    {
        var ranges = AddressRanges.Read("""[{"id":1,"serviceArea":"Exchange","ips":["198.51.100.0/24","198.51.101.0/24","2001:db8::/32"],"tcpPorts":"80,443"}]""");

        Assert.Equal(2, ranges.Count);
        Assert.True(ranges.Contains(CallerAddress.Of(System.Net.IPAddress.Parse("2001:db8:1::1"))));
        Assert.False(ranges.Contains(CallerAddress.Of(System.Net.IPAddress.Parse("40.96.10.7"))));
        Assert.Throws<FormatException>(() => AddressRanges.Read("nothing"));
    }

    private sealed class Closing(string text, Action closed) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed) closed();
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}
