using System.Net.Sockets;
using System.Text;

namespace Godwit.Demo.Tests.Organisation;

public sealed class DemoNameServerTests
{
    private const int Srv = 33, A = 1;

    [Theory]
    [InlineData("_autodiscover._tcp.north.example"), InlineData("_AutoDiscover._TCP.North.Example")]
    public async Task It_knows_where_autodiscover_is(string name)
    {
        await using var server = new DemoNameServer("north.example", new Uri("https://localhost:40123/EWS"));
        using var client = new UdpClient();

        await client.SendAsync(Question(name, Srv), server.Address);
        var reply = (await client.ReceiveAsync()).Buffer;

        Assert.Equal((byte[])[0x12, 0x34, 0x85, 0x80, 0, 1, 0, 1], reply[..8]);
        Assert.Equal((byte[])[0, 0, 0, 0, 40123 >> 8, 40123 & 0xFF, 9, .. "localhost"u8, 0], reply[^17..]);
    }

    [Theory]
    [InlineData("north.example", A), InlineData("_autodiscover._tcp.north.example", A), InlineData("autodiscover.north.example", Srv)]
    public async Task Of_everything_else_it_says_that_it_does_not_exist(string name, int type)
    {
        await using var server = new DemoNameServer("north.example", new Uri("https://localhost:40123/"));

        var reply = server.Reply(Question(name, type))!;

        Assert.Equal((byte[])[0x85, 0x83, 0, 1, 0, 0], reply[2..8]);
    }

    [Theory]
    [InlineData(0), InlineData(11), InlineData(12), InlineData(20), InlineData(600)]
    public async Task What_is_no_question_gets_no_answer(int length)
    {
        await using var server = new DemoNameServer("north.example", new Uri("https://localhost:1/"));

        Assert.Null(server.Reply([.. Enumerable.Repeat((byte)7, length)]));
    }

    private static byte[] Question(string name, int type) =>
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0, 0, (byte)type, 0, 1];
}
