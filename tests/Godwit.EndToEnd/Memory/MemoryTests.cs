using System.Globalization;
using System.Security.Cryptography;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Memory;

/// <summary>Memory stays flat, whatever the mailbox holds: under 200 MB of the whole command, by the kernel's count of its highest use.</summary>
[Trait("needs", "process")]
public sealed class MemoryTests
{
    private const long MostKilobytes = 200_000;

    [Fact]
    public async Task A_hundred_thousand_messages_in_one_folder()
    {
        await using var source = await FilledAsync("--inbox", "100000", "--folders", "0", "--bytes", "400");
        await using var target = await RealServer.StartAsync(ServerKind.Dovecot);
        using var folder = new TemporaryFolder();
        var move = Move(source, target, folder);

        Assert.Equal(100_000, (await RunAsync(move)).ItemsCopied);
        await AddAsync(source, "--inbox", "10", "--folders", "0");
        Assert.Equal(10, (await RunAsync(move)).ItemsCopied);
    }

    [Fact]
    public async Task One_message_of_300_megabytes()
    {
        await using var source = await FilledAsync("--large", "301000000", "--folders", "0");
        await using var target = await RealServer.StartAsync(ServerKind.Dovecot);
        using var folder = new TemporaryFolder();

        Assert.InRange((await RunAsync(Move(source, target, folder))).BytesCopied, 300_000_000, 320_000_000);
        Assert.Equal(await HashOfMessageAsync(source), await HashOfMessageAsync(target));
    }

    private static string Maildir(RealServer server) => Path.Combine(server.Home, "alice", "Maildir");

    private static async Task<RealServer> FilledAsync(params string[] options)
    {
        var server = await RealServer.StartAsync(ServerKind.Dovecot);
        await AddAsync(server, options);
        return server;
    }

    private static async Task AddAsync(RealServer server, params string[] options) => (await Command.RunAsync(
        Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [Maildir(server), "--seed", string.Concat(options).TrimStart('-'), .. options])).OutputOrThrow("make_maildir.py");

    private static GodwitMove Move(RealServer from, RealServer to, TemporaryFolder folder) => new(Store(from), Store(to), folder.Path);

    private static StoreAddress Store(RealServer server) => new($"imaps://alice@localhost:{server.ImapsPort}?ca={server.CertificateAuthority}", "wonderland");

    private static async Task<MoveReport> RunAsync(GodwitMove move)
    {
        var peak = Path.Combine(move.Folder, "peak");
        using var process = GodwitProcess.Start(
            Path.Combine(Checkout.ServerScripts, "peak_memory.py"), [peak, Path.Combine(Checkout.Root, "godwit"), .. move.Arguments("--json")], move.Environment);
        var outcome = await process.FinishAsync();
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var kilobytes = long.Parse(await File.ReadAllTextAsync(peak), CultureInfo.InvariantCulture);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcome.Report.ItemsCopied:N0} messages, {outcome.Report.BytesCopied:N0} bytes in {outcome.Report.Seconds:F1} s: {kilobytes / 1000} MB at most"));
        Assert.InRange(kilobytes, 10_000, MostKilobytes);
        return outcome.Report;
    }

    /// <summary>Of the one file that holds the one message; Dovecot keeps it with bare LF, as it was made.</summary>
    private static async Task<string> HashOfMessageAsync(RealServer server)
    {
        var file = new[] { "cur", "new" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(Maildir(server), part))).Single();
        await using var content = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(content));
    }
}
