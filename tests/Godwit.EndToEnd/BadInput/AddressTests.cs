using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

[Trait("needs", "process")]
public sealed class AddressTests
{
    private static GodwitMove Move(string from, TemporaryFolder folder) => new(new StoreAddress(from), new StoreAddress("maildir:" + folder["Maildir"]), folder.Path);

    [Theory]
    [InlineData("pop3://alice@localhost:110", "GW9002")]
    [InlineData("alice@localhost", "GW9002")]
    [InlineData("imaps://localhost:993", "GW9002")]
    [InlineData("imaps://alice@localhost:99999", "GW9002")]
    [InlineData("imaps://alice@localhost:993?tls=none", "GW9002")]
    public async Task A_store_that_is_none_is_refused(string address, string code)
    {
        using var folder = new TemporaryFolder();

        FaultSentence.Of(await Move(address, folder).RunAsync(), 1, code, "service");

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_Maildir_that_is_not_there_is_refused_as_a_source()
    {
        using var folder = new TemporaryFolder();

        var sentence = FaultSentence.Of(await Move("maildir:" + folder["nothing here"], folder).RunAsync(), 1, "GW1050", "source");

        Assert.Contains("nothing here", sentence, StringComparison.Ordinal);
    }

    /// <summary>".invalid" has no addresses (RFC 6761 section 6.4).</summary>
    [Fact]
    public async Task A_host_without_an_address_is_named()
    {
        using var folder = new TemporaryFolder();

        var sentence = FaultSentence.Of(await Move("imaps://alice@mail.invalid", folder).RunAsync(), 1, "GW1001", "source");

        Assert.Contains("mail.invalid", sentence, StringComparison.Ordinal);
    }

    /// <summary>A refused connection may be a restart of the server, so it is tried for a minute.</summary>
    [Fact]
    public async Task A_refused_connection_is_tried_for_a_while_and_then_told()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        taken.Stop();

        var sentence = FaultSentence.Of(await Move($"imap://alice@127.0.0.1:{port}", folder).RunAsync(), 2, "GW1002", "source");

        Assert.Contains("127.0.0.1", sentence, StringComparison.Ordinal);
    }
}
