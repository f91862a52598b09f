using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>What a disk can do to a move: after it has been put right the same command finishes, and nothing is lost or doubled.</summary>
[Trait("needs", "process")]
public sealed class DiskTests
{
    private static async Task<string> MakeMaildirAsync(string maildir, int messages)
    {
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [maildir, "--folders", "3", "--messages", $"{messages}", "--inbox", $"{messages}", "--bytes", "3000"]))
            .OutputOrThrow("make_maildir.py");
        return maildir;
    }

    private static async Task<MailboxSnapshot> ReadAsync(string maildir) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [maildir])).OutputOrThrow("read_maildir.py"));

    private static async Task AssertEqualAsync(string source, string target) =>
        Comparison.AssertEqual(await ReadAsync(source), await ReadAsync(target));

    [Fact]
    public async Task A_full_disk_of_the_target_stops_the_move_until_there_is_room()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(600);
        var source = await MakeMaildirAsync(folder["source"], 100);
        var target = Path.Combine(disk.Path, "Maildir");
        var move = new GodwitMove(new StoreAddress("maildir:" + source), new StoreAddress("maildir:" + target), folder.Path);

        FaultSentence.Of(await move.RunAsync(), 1, "GW1051", "target");
        await disk.GrowAsync(20_000);

        await move.ReportAsync(0);
        await AssertEqualAsync(source, target);
    }

    [Fact]
    public async Task A_full_disk_of_the_state_stops_the_move_and_leaves_the_state_whole()
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot);
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(160);
        var source = await MakeMaildirAsync(Path.Combine(server.Home, "alice", "Maildir"), 600);
        var move = new GodwitMove(
            new StoreAddress($"imap://alice@localhost:{server.ImapPort}?ca={server.CertificateAuthority}", "wonderland"), new StoreAddress("maildir:" + folder["target"]), disk.Path);

        FaultSentence.Of(await move.RunAsync(), 1, "GW3005", "service");
        await disk.GrowAsync(20_000);

        await move.ReportAsync(0);
        await AssertEqualAsync(source, folder["target"]);
    }

    /// <summary>A source is never written to, so its uids are remembered beside the state.</summary>
    [Fact]
    public async Task A_full_disk_of_a_source_index_is_named_and_not_that_of_the_source()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(160);
        var source = await MakeMaildirAsync(folder["source"], 600);
        var move = new GodwitMove(new StoreAddress("maildir:" + source), new StoreAddress("maildir:" + folder["target"]), disk.Path);

        Assert.Contains($"The disk of {disk.Path}", FaultSentence.Of(await move.RunAsync(), 1, "GW1051", "source"), StringComparison.Ordinal);
        await disk.GrowAsync(20_000);

        await move.ReportAsync(0);
        await AssertEqualAsync(source, folder["target"]);
    }

    /// <summary>Root may read everything, so what cannot be read here is a name that leads nowhere, and one that is a pipe, on which a careless reader would wait for ever.</summary>
    [Fact]
    public async Task Unreadable_files_are_listed_and_all_else_is_moved()
    {
        using var folder = new TemporaryFolder();
        var source = await MakeMaildirAsync(folder["source"], 20);
        var (link, pipe) = (Path.Combine(source, "cur", "1300000001.M1P1.link:2,S"), Path.Combine(source, "cur", "1300000002.M2P1.pipe:2,S"));
        File.CreateSymbolicLink(link, "/nonexistent/godwit");
        (await Command.RunAsync("mkfifo", [pipe])).OutputOrThrow("mkfifo");
        var move = new GodwitMove(new StoreAddress("maildir:" + source), new StoreAddress("maildir:" + folder["target"]), folder.Path);

        var outcome = await move.RunAsync("--json");
        FaultSentence.IsWellPut(outcome);
        Assert.Equal((3, 80L), (outcome.ExitCode, outcome.Report.ItemsCopied));
        Assert.All(outcome.Report.Skipped, skip => Assert.NotEmpty(skip.Told));

        await ReplaceAsync(link, 1_300_000_001);
        await ReplaceAsync(pipe, 1_300_000_002);
        Assert.Equal(2, (await move.ReportAsync(0, "--retry-skipped")).ItemsCopied);
        await AssertEqualAsync(source, folder["target"]);
    }

    private static async Task ReplaceAsync(string unreadable, long received)
    {
        File.Delete(unreadable);
        await File.WriteAllTextAsync(unreadable, "Subject: readable again\n\n" + unreadable);
        File.SetLastWriteTimeUtc(unreadable, DateTimeOffset.FromUnixTimeSeconds(received).UtcDateTime);
    }
}
