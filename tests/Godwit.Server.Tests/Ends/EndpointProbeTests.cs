using System.Net.Sockets;
using Godwit.Moves;
using Godwit.Server.Ends;

namespace Godwit.Server.Tests.Ends;

/// <summary>A failed test of a proxy's endpoint says which hop is broken.</summary>
public sealed class EndpointProbeTests
{
    private readonly EndpointProbe _probe = new(TimeProvider.System, []);

    [Fact]
    public void Behind_the_step_that_failed_stands_what_an_examination_found()
    {
        var outcome = _probe.Test(Order(EndpointType.ExchangeRemoteMove, UnusedPort()), "secret", CancellationToken.None);

        Assert.Equal(["Dns", "Tcp", "Examination"], outcome.Steps.Select(step => step.Name));
        Assert.Equal([true, false, false], outcome.Steps.Select(step => step.Passed));
        Assert.Contains("GW5021", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.Contains("godwit examine 127.0.0.1 --port", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.Equal("GW1002", outcome.Failure!.Code);
    }

    [Fact]
    public void A_service_beside_us_is_not_accused_of_its_address()
    {
        var outcome = _probe.Test(Order(EndpointType.ExchangeRemoteMove, UnusedPort()) with { Host = "localhost" }, "secret", CancellationToken.None);

        Assert.Contains("GW5021", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.DoesNotContain("GW5015", outcome.Steps[^1].Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_server_is_not_examined_as_a_proxy()
    {
        var outcome = _probe.Test(Order(EndpointType.IMAP, UnusedPort()), "secret", CancellationToken.None);

        Assert.Equal(["Dns", "Tcp"], outcome.Steps.Select(step => step.Name));
    }

    private static EndpointOrder Order(EndpointType type, int port) => new() { Name = "one", Type = type, Host = "127.0.0.1", Port = port, UserName = "mig" };

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
