namespace Godwit.Cli.Tests.Stores;

public sealed class WireLogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_connection_of_each_side_has_lines_of_its_own()
    {
        var path = Path.Combine(_folder, "wire");
        using (var log = WireLogFile.Create(path, new FakeClock()))
        {
            var (first, second) = (log.For(Side.Source)(), log.For(Side.Target)());
            first.Sent("A1 LOG"u8);
            second.Sent("B1 NOOP\r\n"u8);
            first.Sent("IN ***\r\n"u8);
        }

        var lines = File.ReadAllLines(path);
        Assert.Single(lines, line => line.StartsWith("source 1 ", StringComparison.Ordinal) && line.EndsWith("A1 LOGIN ***", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("target 2 ", StringComparison.Ordinal) && line.EndsWith("B1 NOOP", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Several_mailboxes_share_one_file_in_which_each_has_its_name()
    {
        var path = Path.Combine(_folder, "wire");
        using (var link = new OpenLink(new LinkSettings(false, path, null), TextWriter.Null, new FakeClock()))
        {
            link.WireLog(Side.Source, "anna")!().Sent("A1 NOOP\r\n"u8);
            link.WireLog(Side.Target, "b\u001bob")!().Sent("B1 NOOP\r\n"u8);
        }

        var lines = File.ReadAllLines(path);
        Assert.Single(lines, line => line.StartsWith("anna source 1 ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith(@"b\x1Bob target 2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_told() =>
        Assert.Equal(UsageFaults.FileUnusable, Assert.Throws<FaultException>(() => WireLogFile.Create(Path.Combine(_folder, "no/such/folder"), new FakeClock())).Fault.Kind);
}
