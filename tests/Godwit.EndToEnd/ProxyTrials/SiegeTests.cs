using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>A whole proxy process under siege: it stays up, small and discreet, and serves whoever asks honestly.</summary>
[Trait("needs", "process")]
public sealed class SiegeTests
{
    private const int Connections = 1_000;
    private const long MostKilobytes = 250_000;

    [Fact]
    public async Task A_thousand_idle_connections_slow_ones_and_noise_at_once()
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml("limits: { head-seconds: 2 }"));
        MaildirHouse.Fill(proxy.Folder, "anna", 50, 4_000);
        await proxy.AddUserAsync("mig", Canary.Password);
        await proxy.StartAsync();
        var idle = new List<TcpClient>();
        try
        {
            foreach (var batch in Enumerable.Range(0, Connections).Chunk(50)) idle.AddRange(await Task.WhenAll(batch.Select(_ => ConnectAsync(proxy.Port))));
            var slow = Enumerable.Range(0, 50).Select(i => DripAsync(proxy.Port, i)).ToList();
            var noise = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => MakeNoiseAsync(proxy.Port, worker)));

            Assert.Contains("50", (await proxy.GodwitAsync(Canary.Password, "folders", "--from", proxy.Store("anna@mail.example"))).OutputOrThrow("folders"), StringComparison.Ordinal);
            await Task.WhenAll(slow);
            await noise;

            Assert.Equal(Connections, idle.Count(client => client.Connected));
            Assert.Equal("400", await proxy.CurlAsync("--user", $"mig:{Canary.Password}", proxy.Url()));
            Assert.InRange(proxy.PeakKilobytes(), 10_000, MostKilobytes);
        }
        finally
        {
            foreach (var client in idle) client.Dispose();
        }
        var outcome = await proxy.StopAsync();
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("Unhandled", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(proxy.Log("W3SVC1"), line => line.Contains(" 500 ", StringComparison.Ordinal));
        Canary.IsNowhere(outcome, proxy.Folder);
    }

    /// <summary>Shakes hands and says nothing more.</summary>
    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await HandshakeAsync(client);
        return client;
    }

    private static async Task<SslStream> HandshakeAsync(TcpClient client)
    {
        var tls = new SslStream(client.GetStream(), true, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("localhost");
        return tls;
    }

    /// <summary>A byte of a head at a time, also in the middle of a handshake, until the proxy has enough of it.</summary>
    private static async Task DripAsync(int port, int number)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = number % 5 == 0 ? (Stream)client.GetStream() : await HandshakeAsync(client);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var said = stream.ReadAsync(new byte[1024]).AsTask();
        try
        {
            for (byte next = 22; !said.IsCompleted; next = (byte)'a')
            {
                await stream.WriteAsync(new[] { next });
                await ticks.WaitForNextTickAsync();
            }
            await said;
        }
        catch (IOException)
        {
            // Cut off, which is what is waited for.
        }
    }

    /// <summary>Bytes that mean nothing, before and after the handshake.</summary>
    private static async Task MakeNoiseAsync(int port, int worker)
    {
        for (var i = 0; i < 60; i++)
        {
            var random = new Random(worker * 1_000 + i);
            var noise = new byte[random.Next(1, 3_000)];
            random.NextBytes(noise);
            if (i % 3 == 0) Encoding.ASCII.GetBytes("POST /EWS/mrsproxy.svc/append HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n").AsSpan()[..Math.Min(noise.Length, 70)].CopyTo(noise);
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            try
            {
                var stream = i % 2 == 0 ? (Stream)client.GetStream() : await HandshakeAsync(client);
                await stream.WriteAsync(noise);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[4096]) > 0) { }
            }
            catch (IOException)
            {
                // Cut off.
            }
        }
    }
}
