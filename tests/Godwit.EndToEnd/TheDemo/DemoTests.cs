using System.Text.Json;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheDemo;

/// <summary>The whole demonstration as anybody runs it. What it says is held against the files that it keeps, read by another program.</summary>
[Trait("needs", "process")]
public sealed class DemoTests
{
    private static readonly string[] Servers = ["mbx1", "mbx2"];

    [Fact]
    public async Task What_it_says_of_both_sides_is_what_lies_there()
    {
        using var folder = new TemporaryFolder();

        var (code, summary) = await RunAsync(folder["kept"]);

        Assert.Equal(0, code);
        Assert.Equal((8, 8), (Number(summary, "mailboxes"), Number(summary, "completed")));
        Assert.Equal((0, 0, 0, 0), (Number(summary, "missing"), Number(summary, "duplicated"), Number(summary, "altered"), Number(summary, "missingFolders")));
        Assert.True(Number(summary, "changesMeanwhile") > 0);
        var messages = 0;
        foreach (var source in Servers.SelectMany(server => Directory.EnumerateDirectories(folder[$"kept/source/{server}"])))
        {
            var mailbox = await ReadAsync(Path.Combine(source, "Maildir"));
            Comparison.AssertEqual(mailbox, await ReadAsync(folder[$"kept/target/{Path.GetFileName(source)}/Maildir"]));
            messages += mailbox.Messages.Count;
        }
        Assert.Equal(messages, Number(summary, "sourceMessages"));
        Assert.Equal(messages, Number(summary, "targetMessages"));
    }

    [Fact]
    public async Task A_message_that_is_dropped_and_one_that_is_doubled_show_in_the_summary()
    {
        using var folder = new TemporaryFolder();

        var (code, summary) = await RunAsync(folder["kept"], "--tamper");

        Assert.Equal(3, code);
        Assert.Equal((1, 1), (Number(summary, "missing"), Number(summary, "duplicated")));
    }

    private static async Task<(int Code, JsonElement Summary)> RunAsync(string kept, params string[] options)
    {
        var result = await Command.RunAsync(Path.Combine(Checkout.Root, "godwit"), ["demo", "--once", "--json", "--keep", kept, .. options]);
        Assert.True(result.ExitCode is 0 or 3, result.Errors);
        using var document = JsonDocument.Parse(result.Output);
        return (result.ExitCode, document.RootElement.Clone());
    }

    private static int Number(JsonElement summary, string name) => summary.GetProperty(name).GetInt32();

    private static async Task<MailboxSnapshot> ReadAsync(string maildir) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [maildir])).OutputOrThrow("read_maildir.py"));
}
