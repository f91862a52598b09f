namespace Godwit.Cli.Tests.Stores;

public sealed class WireLogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parts_become_lines_with_time_side_and_direction()
    {
        var (path, clock) = (Path.Combine(_folder, "wire"), new FakeClock());
        using (var log = WireLogFile.Create(path, clock))
        {
            var source = log.For(Side.Source);
            source.Sent("A1 LOG"u8);
            clock.Advance(TimeSpan.FromMilliseconds(1_500));
            source.Received("* OK \x1b[2J"u8);
            source.Sent("IN ***\r\nA2 "u8);
            source.Received("ready\r\n"u8);
            log.For(Side.Target).Sent("B1 NOOP\r\n"u8);
        }

        var lines = File.ReadAllLines(path);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^ +1\.500 source#\d+ > A1 LOGIN \*\*\*$", lines[0]);
        Assert.EndsWith(@"< * OK \x1B[2Jready", lines[1], StringComparison.Ordinal);
        Assert.Matches(@" target#\d+ > B1 NOOP$", lines[2]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_told() =>
        Assert.Equal(UsageFaults.FileUnusable, Assert.Throws<FaultException>(() => WireLogFile.Create(Path.Combine(_folder, "no/such/folder"), new FakeClock())).Fault.Kind);

    [Fact]
    public void A_line_without_an_end_is_bounded()
    {
        var (line, shown) = (new WireLine(), "");
        for (var i = 0; i < 100; i++) line.Add(new byte[1_000], text => shown = text);
        line.Add("\n"u8, text => shown = text);

        Assert.InRange(shown.Length, 4_096, 4_100);
    }
}
