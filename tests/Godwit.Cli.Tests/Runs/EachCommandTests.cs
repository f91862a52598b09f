using System.Text.Json;

namespace Godwit.Cli.Tests.Runs;

/// <summary>Whole commands with a list of mailboxes, between Maildirs on disk.</summary>
public sealed class EachCommandTests : IDisposable
{
    private readonly TestRun _run = new();

    public EachCommandTests()
    {
        for (var i = 0; i < 5; i++) _run.Deliver("old/anna", $"17000000{i:00}.M{i}P1.h", $"Letter {i}");
        _run.Deliver("old/bob", "1700000100.M1P1.h", "A project", ".Projects.2024");
    }

    public void Dispose() => _run.Dispose();

    private string[] Move(string rows, params string[] more)
    {
        File.WriteAllText(_run["list.csv"], rows);
        return ["move", "--each", _run["list.csv"], "--from", $"maildir:{_run["old"]}/{{user}}", "--to", $"maildir:{_run["new"]}/{{user}}", .. more];
    }

    private List<JsonElement> Objects() => [.. _run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    private int Messages(string user) => Directory.GetFiles(Path.Combine(_run["new"], user), "*", SearchOption.AllDirectories).Count(f => Path.GetFileName(Path.GetDirectoryName(f)) == "cur");

    [Fact]
    public void All_mailboxes_are_moved_and_the_same_command_again_brings_what_is_new()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(Move("user\r\nanna\r\nbob\r\n")));
        Assert.Contains("anna: 1 folders, 5 copied", _run.Output, StringComparison.Ordinal);
        Assert.Contains("Every message that takes part is on its target.", _run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_run["state"], "godwit"), "*.state").Length);
        _run.Deliver("old/bob", "1700000200.M1P1.h", "Later");

        Assert.Equal(ExitCodes.Done, _run.Run(Move("user\r\nanna\r\nbob\r\n", "--json")));

        Assert.Equal([("anna", 0), ("bob", 1)], Objects().Select(o => (o.GetProperty("name").GetString(), o.GetProperty("itemsCopied").GetInt32())).Order());
        Assert.Equal((5, 2), (Messages("anna"), Messages("bob")));
        Assert.Equal("", _run.Error);
    }

    [Fact]
    public void One_that_fails_does_not_end_the_others()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run(Move("user\nnobody\nanna\nbob\n", "--at-once", "1", "--json")));

        var objects = Objects();
        Assert.Equal([("nobody", 1), ("anna", 0), ("bob", 0)], objects.Select(o => (o.GetProperty("name").GetString(), o.GetProperty("exitCode").GetInt32())));
        Assert.Equal("GW1050", objects[0].GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.Equal((5, 1), (Messages("anna"), Messages("bob")));
    }

    [Fact]
    public void A_failure_is_a_sentence_in_its_line()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run(Move("user\nnobody\nanna\n")));

        Assert.Single(_run.Output.Split('\n'), line => line.StartsWith("nobody: GW1050 (source): ", StringComparison.Ordinal));
        Assert.Contains("not done             1  nobody", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_may_have_a_state_file_of_its_own()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(Move("user\nanna\nbob\n", "--state", _run["states"] + "/{user}.state")));

        Assert.True(File.Exists(_run["states/anna.state"]) && File.Exists(_run["states/bob.state"]));
        Assert.False(Directory.Exists(_run["state"]));
    }

    [Fact]
    public void A_folder_that_only_some_mailboxes_have_is_a_note_and_one_that_none_has_is_told_at_the_end()
    {
        Assert.Equal(ExitCodes.WithSkips, _run.Run(Move("user\nanna\nbob\n", "--include", "Projects/*", "--include", "INBOX", "--include", "Nonsense")));

        Assert.Contains("0 skipped, no folder Projects/*, Nonsense, ", _run.Output, StringComparison.Ordinal);
        Assert.Contains("note: no mailbox has a folder with messages for --include Nonsense", _run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--include Projects", _run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, _run.Run(Move("user\nanna\nbob\n", "--include", "Projects/*")));
    }

    [Fact]
    public void A_rehearsal_writes_nothing()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(Move("user\nanna\nbob\n", "--dry-run")));

        Assert.Contains("A rehearsal of 2 mailboxes", _run.Output, StringComparison.Ordinal);
        Assert.Contains("copied               6", _run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run["state"]) || Directory.Exists(_run["new"]));
    }

    [Fact]
    public void A_rehearsal_that_failed_does_not_say_that_anything_goes_on()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run(Move("user\nnobody\nanna\n", "--dry-run")));

        Assert.Contains("Not every mailbox could be rehearsed; see above.", _run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_before_the_first_every_mailbox_says_so()
    {
        _run.Stop();

        Assert.Equal(ExitCodes.Interrupted, _run.Run(Move("user\nanna\nbob\n", "--json")));

        Assert.Equal([130, 130], Objects().Select(o => o.GetProperty("exitCode").GetInt32()));
        Assert.Contains("goes on from there", _run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run["new"]));
    }

    [Fact]
    public void A_list_with_passwords_that_others_can_read_is_noted()
    {
        var command = Move("user,from_password\nanna,hunter2\n");
        File.SetUnixFileMode(_run["list.csv"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(ExitCodes.Done, _run.Run(command));
        Assert.StartsWith($"note: '{_run["list.csv"]}' holds passwords and can be read by others", _run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _run.Error + _run.Output, StringComparison.Ordinal);

        File.SetUnixFileMode(_run["list.csv"], UnixFileMode.UserRead);
        Assert.Equal(ExitCodes.Done, _run.Run(command));
        Assert.Equal("", _run.Error);
    }

    [Fact]
    public void What_is_wrong_with_the_list_is_told_before_anything_is_done()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run(Move("usr\nanna\n")));

        Assert.StartsWith("GW9008 (service): --from has {user}, which is no column of the list; its columns are usr.", _run.Error, StringComparison.Ordinal);
        Assert.Equal("", _run.Output);
        Assert.False(Directory.Exists(_run["new"]) || Directory.Exists(_run["state"]));
    }

    [Fact]
    public void Open_links_of_many_mailboxes_are_one_warning_and_missing_passwords_one_fault()
    {
        File.WriteAllText(_run["list.csv"], "user\na\nb\nc\nd\n");

        Assert.Equal(ExitCodes.Usage, _run.Run("move", "--each", _run["list.csv"], "--from", "imap://{user}@127.0.0.1:1?tls=none", "--to", $"maildir:{_run["new"]}/{{user}}"));

        Assert.Equal(2, _run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("warning: imap://a@127.0.0.1:1 and 3 others without TLS", _run.Error, StringComparison.Ordinal);
        Assert.Contains("GW9004 (service): 4 mailboxes of the list", _run.Error, StringComparison.Ordinal);
    }
}
