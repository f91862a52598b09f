using System.Text.Json;
using Godwit.EndToEnd.Places;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>A list of mailboxes between two Dovecots, several at once in one process.</summary>
[Trait("needs", "process")]
public sealed class EachMailboxTests : IAsyncLifetime
{
    private const int MessagesOfEach = 440;
    private static readonly (string Name, string Password)[] Users = [("anna@example.org", "a,\"b\""), ("bob", "secret-two"), ("carl", "passwort;3")];
    private readonly TemporaryFolder _folder = new();
    private RealServer _source = null!, _target = null!;
    private string? _wrongFor;

    public async ValueTask InitializeAsync()
    {
        var settings = new ServerSettings { Users = string.Join(' ', Users.Select(user => $"{user.Name}:{user.Password}")) };
        (_source, _target) = (await RealServer.StartAsync(ServerKind.Dovecot, settings), await RealServer.StartAsync(ServerKind.Dovecot, settings));
        foreach (var (name, _) in Users)
        {
            var maildir = Path.Combine(_source.Home, name, "Maildir");
            (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [maildir, "--seed", name, "--folders", "4", "--messages", "60", "--inbox", "200"])).OutputOrThrow("make_maildir.py");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private GodwitProcess Start(int targetPort, params string[] more)
    {
        var rows = Users.Select(user => $"{user.Name},{Quoted(user.Name == _wrongFor ? "wrong" : user.Password)},{Quoted(user.Password)}\r\n");
        File.WriteAllText(_folder["list.csv"], "\uFEFFUser,from_password,to_password\r\n" + string.Concat(rows));
        File.SetUnixFileMode(_folder["list.csv"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return GodwitProcess.Start(["move", "--each", _folder["list.csv"], "--from", $"imap://{{user}}@127.0.0.1:{_source.ImapPort}?tls=none", "--to", $"imap://{{user}}@127.0.0.1:{targetPort}?tls=none",
            "--json", .. more], new Dictionary<string, string> { ["XDG_STATE_HOME"] = _folder["state"] });
    }

    private async Task<Dictionary<string, JsonElement>> ReportsAsync(int exitCode, params string[] more)
    {
        using var process = Start(_target.ImapPort, more);
        var outcome = await process.FinishAsync();
        Assert.True(outcome.ExitCode == exitCode, outcome.ToString());
        foreach (var (_, password) in Users) Assert.DoesNotContain(password, outcome.Output + outcome.Errors, StringComparison.Ordinal);
        return Reports(outcome);
    }

    private static Dictionary<string, JsonElement> Reports(GodwitOutcome outcome) => outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => JsonSerializer.Deserialize<JsonElement>(line)).ToDictionary(static report => report.GetProperty("name").GetString()!);

    private static long Copied(JsonElement report) => report.GetProperty("itemsCopied").GetInt64();

    private async Task AssertAllEqualAsync()
    {
        foreach (var (name, password) in Users)
            Comparison.AssertEqual(await _source.Mailbox(name, password).ReadAsync(), await _target.Mailbox(name, password).ReadAsync());
    }

    [Fact]
    public async Task Three_mailboxes_are_moved_with_their_own_passwords_and_then_found_unchanged()
    {
        var first = await ReportsAsync(0);
        var second = await ReportsAsync(0);

        Assert.Equal(Users.Select(user => (user.Name, 0, (long)MessagesOfEach)).Order(), first.Values.Select(r => (r.GetProperty("name").GetString()!, r.GetProperty("exitCode").GetInt32(), Copied(r))).Order());
        Assert.All(second.Values, report => Assert.Equal(0, Copied(report)));
        await AssertAllEqualAsync();
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_all_of_them_loses_and_doubles_nothing()
    {
        await using var relay = new Relays.ImapRelay(_target.ImapPort);
        using (var process = Start(relay.Port, "--state", _folder["{user}.state"]))
        {
            relay.Arm(new Relays.RelayPlan(Relays.Moment.LastByteSent, 4, Relays.Aftermath.Delivered, process.Kill));
            Assert.Equal(128 + 9, (await process.FinishAsync()).ExitCode);
        }
        await relay.ReleaseAsync();
        Assert.True(relay.HasStruck);

        // Through the same relay again: behind another port it would be another store, which the states refuse.
        using (var process = Start(relay.Port, "--state", _folder["{user}.state"]))
        {
            var outcome = await process.FinishAsync();
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
        }
        await AssertAllEqualAsync();
    }

    /// <summary>Two are under way, the third has not begun: all three have their line.</summary>
    [Fact]
    public async Task Ctrl_C_ends_all_of_them_in_good_order_and_the_next_run_goes_on()
    {
        await using var relay = new Relays.ImapRelay(_target.ImapPort);
        // At this rate all of them together would take some seconds: the signal comes long before. Every folder is one group, and four pairs of connections copy: where a fifth group has been sent,
        // one has been answered.
        using var process = Start(relay.Port, "--at-once", "2", "--limit-rate", "1MB", "--state", _folder["{user}.state"]);
        relay.Arm(new Relays.RelayPlan(Relays.Moment.LastByteSent, 5, Relays.Aftermath.Delivered, process.Interrupt) { EndsConnection = false });
        var outcome = await process.FinishAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(relay.HasStruck);
        Assert.True(outcome.ExitCode == 130, outcome.ToString());
        var reports = Reports(outcome);
        Assert.Equal(Users.Length, reports.Count);
        Assert.InRange(reports.Values.Sum(Copied), 1, Users.Length * MessagesOfEach - 1);
        Assert.Contains("the same command goes on from there", outcome.Errors, StringComparison.Ordinal);
        using var rest = Start(relay.Port, "--state", _folder["{user}.state"]);
        Assert.Equal(0, (await rest.FinishAsync()).ExitCode);
        await AssertAllEqualAsync();
    }

    [Fact]
    public async Task One_wrong_password_is_told_and_the_others_go_on()
    {
        _wrongFor = "bob";

        var reports = await ReportsAsync(1, "--at-once", "1");

        Assert.Equal("GW1020", reports["bob"].GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.Equal((MessagesOfEach, MessagesOfEach), (Copied(reports["anna@example.org"]), Copied(reports["carl"])));
    }
}
