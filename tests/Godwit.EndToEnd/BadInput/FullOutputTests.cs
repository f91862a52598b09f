using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>The output goes to a disk that is full: the command does its work, then says in one sentence that its report was lost.</summary>
[Trait("needs", "process")]
public sealed class FullOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string> MakeMaildirAsync(string name)
    {
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [_folder[name], "--seed", name, "--folders", "2", "--messages", "20"])).OutputOrThrow("make_maildir.py");
        return _folder[name];
    }

    private static async Task<MailboxSnapshot> ReadAsync(string maildir) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [maildir])).OutputOrThrow("read_maildir.py"));

    private async Task<GodwitOutcome> RunAsync(string redirection, params string[] arguments)
    {
        using var process = GodwitProcess.Start(
            "/bin/sh", ["-c", $"exec \"$0\" \"$@\" {redirection}", Path.Combine(Checkout.Root, "godwit"), .. arguments], new Dictionary<string, string> { ["XDG_STATE_HOME"] = _folder["state"] });
        return await process.FinishAsync();
    }

    [Theory, InlineData("--json"), InlineData("--connections=1")]
    public async Task A_move_goes_to_its_end(string option)
    {
        var source = await MakeMaildirAsync("source");

        FaultSentence.Of(await RunAsync("> /dev/full", "move", "--from", "maildir:" + source, "--to", "maildir:" + _folder["target"], option), 1, "GW9010", "service");

        Comparison.AssertEqual(await ReadAsync(source), await ReadAsync(_folder["target"]));
    }

    [Fact]
    public async Task A_list_of_mailboxes_goes_to_its_end()
    {
        string[] names = ["anna", "bob", "carl"];
        foreach (var name in names) await MakeMaildirAsync(name);
        await File.WriteAllTextAsync(_folder["list.csv"], "user\n" + string.Join('\n', names));

        FaultSentence.Of(await RunAsync("> /dev/full", "move", "--each", _folder["list.csv"], "--at-once", "2", "--from", $"maildir:{_folder["{user}"]}", "--to", $"maildir:{_folder["of-{user}"]}"), 1, "GW9010", "service");

        foreach (var name in names) Comparison.AssertEqual(await ReadAsync(_folder[name]), await ReadAsync(_folder["of-" + name]));
    }

    [Fact]
    public async Task A_verification_and_a_list_of_folders_say_so()
    {
        var source = await MakeMaildirAsync("source");

        FaultSentence.Of(await RunAsync("> /dev/full", "verify", "--from", "maildir:" + source, "--to", "maildir:" + source), 1, "GW9010", "service");
        FaultSentence.Of(await RunAsync("> /dev/full", "folders", "--from", "maildir:" + source), 1, "GW9010", "service");
    }

    [Fact]
    public async Task With_nowhere_to_say_anything_the_exit_code_still_tells()
    {
        var source = await MakeMaildirAsync("source");

        Assert.Equal(1, (await RunAsync("> /dev/full 2> /dev/full", "move", "--from", "maildir:" + source, "--to", "maildir:" + _folder["target"])).ExitCode);

        Comparison.AssertEqual(await ReadAsync(source), await ReadAsync(_folder["target"]));
    }

    [Fact]
    public async Task A_wire_log_that_does_not_fit_is_told_and_the_move_is_done()
    {
        var source = await MakeMaildirAsync("source");
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot);

        var outcome = await new GodwitMove(new StoreAddress("maildir:" + source), new StoreAddress($"imap://alice@127.0.0.1:{server.ImapPort}?tls=none", "wonderland"), _folder.Path).RunAsync("--wire-log", "/dev/full");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("the wire log '/dev/full' is not whole: No space left on device", outcome.Errors, StringComparison.Ordinal);
    }
}
