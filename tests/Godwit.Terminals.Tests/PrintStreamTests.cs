using System.Text;

namespace Godwit.Terminals.Tests;

public sealed class PrintStreamTests
{
    private static void Print(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static string Of(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    [Fact]
    public void What_fits_is_written_and_nothing_is_told()
    {
        var disk = new SmallStream(100);
        using var printed = new PrintStream(disk);
        Print(printed, "one\n");
        printed.Flush();
        Assert.Equal(("one\n", null), (Of(disk), printed.Failure));
    }

    [Fact]
    public void A_full_disk_fails_nobody_and_is_told_in_the_systems_words()
    {
        using var printed = new PrintStream(new SmallStream(5));
        Print(printed, "one\n");
        Print(printed, "two\n");
        Assert.Equal("No space left on device", printed.Failure);
    }

    [Fact]
    public void After_a_failure_nothing_is_written_any_more_so_that_there_is_no_hole()
    {
        var disk = new SmallStream(5);
        using var printed = new PrintStream(disk);
        Print(printed, "one\n");
        Print(printed, "two\n");
        disk.Room = 100;
        Print(printed, "three\n");
        printed.Flush();
        Assert.Equal("one\n", Of(disk));
    }

    [Fact]
    public void A_failure_when_it_is_closed_is_told_too()
    {
        var printed = new PrintStream(new BufferedStream(new SmallStream(2), 1_000));
        Print(printed, "three");
        Assert.Null(printed.Failure);
        printed.Dispose();
        Assert.Equal("No space left on device", printed.Failure);
    }
}
