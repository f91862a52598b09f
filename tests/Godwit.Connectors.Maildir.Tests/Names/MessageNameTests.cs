using System.Text;

namespace Godwit.Connectors.Maildir.Tests.Names;

public sealed class MessageNameTests
{
    [Theory]
    [InlineData("1700000000.M1P2.host", "1700000000.M1P2.host", "")]
    [InlineData("1700000000.M1P2.host:2,", "1700000000.M1P2.host", "")]
    [InlineData("1700000000.M1P2.host,S=12,W=13:2,FRS", "1700000000.M1P2.host,S=12,W=13", "FRS")]
    [InlineData("1700000000.host:2,Sab", "1700000000.host", "Sab")]
    [InlineData("1700000000.host:2,XS", "1700000000.host", "SX")]
    [InlineData("1700000000.host:1,S", "1700000000.host", "")]
    [InlineData("1700000000.host:2,S,foo", "1700000000.host", "S")]
    [InlineData("1700000000.hostname2,S", "1700000000.hostname", "S")]
    [InlineData("1700000000.host:2,:2,S", "1700000000.host", "S")]
    [InlineData("1700000000.host:2,R:2,S", "1700000000.host", "RS")]
    [InlineData("1700000000.host;2,S", "1700000000.host", "S")]
    [InlineData("1700000000.host!2,FS", "1700000000.host", "FS")]
    [InlineData("1700000000.host,S=1042,W=1060", "1700000000.host,S=1042,W=1060", "")]
    [InlineData(":2,S", "", "S")]
    [InlineData("2,S", "2,S", "")]
    [InlineData("plain", "plain", "")]
    public void A_name_is_read_for_what_it_must_have_been(string name, string baseName, string letters)
    {
        var parsed = MessageName.Parse(Encoding.UTF8.GetBytes(name));
        Assert.Equal(baseName, Encoding.UTF8.GetString(parsed.Base));
        Assert.Equal(letters, Letters(parsed.Letters));
    }

    [Fact]
    public void Any_name_has_a_base_and_keeps_it_when_its_flags_change()
    {
        var random = new Random(20_240_101);
        const string alphabet = "12:,;!-_.SFRabZ=é\n%M";
        Span<byte> written = stackalloc byte[FileNames.MaxLength];
        for (var run = 0; run < 20_000; run++)
        {
            var name = Encoding.UTF8.GetBytes(random.GetString(alphabet, random.Next(1, 40)));
            var parsed = MessageName.Parse(name);
            Assert.True(name.AsSpan().StartsWith(parsed.Base));
            var length = parsed.WriteWith(new FlagLetters((ulong)random.NextInt64(1L << 52)), written);
            if (parsed.Base.IndexOf(":"u8) < 0 && length > 0) Assert.True(MessageName.Parse(written[..length]).Base.SequenceEqual(parsed.Base));
        }
    }

    [Fact]
    public void Letters_are_written_in_the_order_of_ascii()
    {
        Span<byte> written = stackalloc byte[FileNames.MaxLength];
        var length = MessageName.Parse("1.host:2,S,extra"u8).WriteWith(FlagLetters.Of('T') | FlagLetters.Of('b') | FlagLetters.Of('D'), written);
        Assert.Equal("1.host:2,DTb,extra", Encoding.ASCII.GetString(written[..length]));
    }

    [Fact]
    public void A_name_that_would_grow_too_long_is_not_written()
    {
        var name = Encoding.ASCII.GetBytes(new string('x', 253));
        Assert.Equal(0, MessageName.Parse(name).WriteWith(FlagLetters.Seen, stackalloc byte[FileNames.MaxLength]));
    }

    [Theory]
    [InlineData("1700000000.M123P1.host", 1_700_000_000, 123)]
    [InlineData("1700000000.P1.host", 1_700_000_000, 0)]
    [InlineData("12.host", -1, 0)]
    [InlineData("message", -1, 0)]
    [InlineData("1700000000", -1, 0)]
    public void The_time_of_delivery_stands_at_the_beginning(string name, long seconds, long microseconds)
    {
        Assert.Equal(seconds, MessageName.DeliveryTime(Encoding.ASCII.GetBytes(name), out var found));
        Assert.Equal(microseconds, found);
    }

    [Fact]
    public void Unique_names_differ_even_when_the_clock_stands_still()
    {
        var clock = new StillClock(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        var names = new HashSet<string>();
        var buffer = new byte[UniqueNames.MaxLength];
        for (var i = 0; i < 1000; i++)
        {
            var length = new UniqueNames(clock).Write(buffer);
            var name = Encoding.ASCII.GetString(buffer, 0, length);
            Assert.StartsWith("1700000000.M0P", name, StringComparison.Ordinal);
            Assert.True(names.Add(name));
        }
    }

    private static string Letters(FlagLetters letters)
    {
        Span<byte> written = stackalloc byte[52];
        return Encoding.ASCII.GetString(written[..letters.Write(written)]);
    }
}
