using System.Globalization;
using System.Text.RegularExpressions;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>A good Dovecot behind somebody who changes what it says. The move ends with a sentence, nothing false is stored, and with the honest server it comes to its end.</summary>
[Trait("needs", "process")]
public sealed partial class LyingServerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RealServer? _source;

    private RealServer Source => _source ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        _source = await RealServer.StartAsync(ServerKind.Dovecot);
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [Path.Combine(Source.Home, "alice", "Maildir"), "--folders", "3", "--messages", "12", "--inbox", "12"]))
            .OutputOrThrow("make_maildir.py");
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public Task A_line_without_an_end_is_cut_off() => RefusesAsync(line => line.StartsWith("* LIST", StringComparison.Ordinal) ? Rewritten.Endless : new Rewritten(line), "GW1006");

    [Fact]
    public Task A_literal_that_is_longer_than_its_message_is_noticed() => RefusesAsync(line => new Rewritten(OtherLength(line, +7)), "GW1006");

    [Fact]
    public Task A_literal_that_is_shorter_than_its_message_is_noticed() => RefusesAsync(line => new Rewritten(OtherLength(line, -7)), "GW1006");

    [Fact]
    public Task A_number_beyond_all_bounds_is_noticed() => RefusesAsync(line => new Rewritten(OtherLength(line, 90_000_000_000_000_000)), "GW1006");

    [Fact]
    public Task Rubbish_in_place_of_an_answer_is_noticed() => RefusesAsync(line => new Rewritten(line.Contains("FETCH (UID", StringComparison.Ordinal) ? "* 1 FETCH (UID \u0001((" : line), "GW1006");

    /// <summary>Five minutes without a byte.</summary>
    [Fact, Trait("length", "deep")]
    public Task A_server_that_falls_silent_is_given_up_in_the_end() => RefusesAsync(Mute, "GW1003");

    /// <summary>Nobody has to wait for a server that hangs.</summary>
    [Fact]
    public async Task A_move_that_waits_for_a_silent_server_can_be_interrupted()
    {
        var silent = new TaskCompletionSource();
        await using var relay = new RewritingRelay(Source.ImapPort, line =>
        {
            var told = Mute(line);
            if (ReferenceEquals(told, Rewritten.Silence)) silent.TrySetResult();
            return told;
        });
        using var process = Move(relay.Port).Start("--json");
        await silent.Task.WaitAsync(TimeSpan.FromMinutes(1));

        process.Interrupt();
        var outcome = await process.FinishAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(130, outcome.ExitCode);
        FaultSentence.IsWellPut(outcome);
    }

    private static Rewritten Mute(string line) => line.Contains("FETCH (", StringComparison.Ordinal) ? Rewritten.Silence : new Rewritten(line);

    /// <summary>Only of messages' bodies: "BODY[] {123}".</summary>
    private static string OtherLength(string line, long by) =>
        BodyLength().Replace(line, match => string.Create(CultureInfo.InvariantCulture, $"BODY[] {{{long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + by}}}"));

    [GeneratedRegex(@"BODY\[\] \{(\d+)\}$")]
    private static partial Regex BodyLength();

    private GodwitMove Move(int port) => new(new StoreAddress($"imap://alice@127.0.0.1:{port}?tls=none", "wonderland"), new StoreAddress("maildir:" + _folder["Maildir"]), _folder.Path);

    private async Task RefusesAsync(Func<string, Rewritten> lie, string code)
    {
        var lying = true;
        await using var relay = new RewritingRelay(Source.ImapPort, line => lying ? lie(line) : new Rewritten(line));
        var move = Move(relay.Port);

        FaultSentence.Of(await move.RunAsync(), 2, code, "source");
        lying = false;

        await move.ReportAsync(0);
        var target = (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [_folder["Maildir"]])).OutputOrThrow("read_maildir.py");
        Comparison.AssertEqual(await Source.Mailbox("alice", "wonderland").ReadAsync(), MailboxSnapshot.Of(target));
    }
}
