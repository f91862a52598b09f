using System.Text.Json;

namespace Godwit.Cli.Tests.Runs;

/// <summary>Whole commands between two Maildirs on disk.</summary>
public sealed class WholeCommandTests : IDisposable
{
    private readonly TestRun _run = new();
    private string[] Stores => ["--from", $"maildir:{_run["old"]}", "--to", $"maildir:{_run["new"]}"];

    public WholeCommandTests()
    {
        for (var i = 0; i < 5; i++) _run.Deliver("old", $"17000000{i:00}.M{i}P1.h", $"Letter {i}");
        _run.Deliver("old", "1700000100.M1P1.h", "A project", ".Projects.2024");
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_mailbox_is_moved_and_the_same_command_again_brings_what_is_new()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(["move", .. Stores]));
        Assert.Contains("Every message that takes part is on the target.", _run.Output, StringComparison.Ordinal);
        _run.Deliver("old", "1700000200.M1P1.h", "Later");

        Assert.Equal(ExitCodes.Done, _run.Run(["move", .. Stores, "--json"]));

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("itemsCopied").GetInt32());
        Assert.Equal(7, Directory.GetFiles(_run["new"], "*", SearchOption.AllDirectories).Count(f => Path.GetFileName(Path.GetDirectoryName(f)) == "cur"));
        Assert.Equal("", _run.Error);
    }

    [Fact]
    public void A_verification_agrees_and_then_finds_what_somebody_took_away()
    {
        _run.Run(["move", .. Stores]);
        Assert.Equal(ExitCodes.Done, _run.Run(["verify", .. Stores]));
        File.Delete(Directory.GetFiles(Path.Combine(_run["new"], "cur"))[0]);

        Assert.Equal(ExitCodes.WithSkips, _run.Run(["verify", .. Stores]));

        Assert.Contains("missing", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("move")]
    [InlineData("verify")]
    public void A_folder_that_shall_take_part_and_is_not_there_is_refused_before_anything_is_done(string command)
    {
        _run.Deliver("new", "1600000000.M1P1.h", "There");

        Assert.Equal(ExitCodes.Usage, _run.Run([command, .. Stores, "--include", "INBOX", "--include", "Nonsense", "--include", "#Sent#"]));

        Assert.StartsWith("GW3021 (source): No folder with messages on the source matches 'Nonsense' or '#Sent#', which shall take part.", _run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(_run["new"], "cur")));
    }

    [Fact]
    public void A_folder_that_an_earlier_run_has_seen_is_not_misspelled_when_it_is_gone()
    {
        _run.Run(["move", .. Stores]);
        Directory.Delete(Path.Combine(_run["old"], ".Projects.2024"), recursive: true);

        Assert.Equal(ExitCodes.Done, _run.Run(["move", .. Stores, "--include", "Projects/*"]));
    }

    [Theory]
    [InlineData("--exclude", "Geloeschtt", "'Geloeschtt', which shall not take part")]
    [InlineData("--exclude", "Projects", "'Projects', which shall not take part")]
    [InlineData("--only-flag", "Wichtg", "the keyword Wichtg, without which none takes part")]
    [InlineData("--skip-flag", "Wichtg", "the keyword Wichtg, with which none takes part")]
    public void A_name_in_a_filter_that_meets_nothing_is_noted(string option, string name, string told)
    {
        Assert.Equal(ExitCodes.Done, _run.Run(["move", .. Stores, option, name]));

        Assert.Contains("  note: ", _run.Output, StringComparison.Ordinal);
        Assert.Contains(told, _run.Output, StringComparison.Ordinal);
        _run.Run(["verify", .. Stores, option, name]);
        Assert.Contains(told, _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_a_filter_that_meet_something_are_not_noted()
    {
        _run.Run(["move", .. Stores, "--exclude", "Projects/*", "--include", "inbox"]);

        Assert.DoesNotContain("note:", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verification_of_nothing_is_no_agreement()
    {
        _run.Deliver("new", "1600000000.M1P1.h", "There");

        Assert.Equal(ExitCodes.WithSkips, _run.Run(["verify", .. Stores, "--exclude", "INBOX", "--exclude", "Projects/*"]));

        Assert.Contains("Nothing was compared: no folder takes part.", _run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("No differences", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_tells_and_leaves_no_state()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(["move", .. Stores, "--dry-run", "--json"]));

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal(6, json.RootElement.GetProperty("itemsCopied").GetInt32());
        Assert.True(json.RootElement.GetProperty("dryRun").GetBoolean());
        Assert.False(Directory.Exists(_run["state"]));
    }

    [Fact]
    public void The_state_of_another_pair_is_refused_with_one_sentence()
    {
        _run.Run(["move", .. Stores, "--state", _run["a.state"]]);

        Assert.Equal(ExitCodes.Usage, _run.Run("move", "--from", $"maildir:{_run["old"]}", "--to", $"maildir:{_run["other"]}", "--state", _run["a.state"]));

        Assert.StartsWith("GW3002 (service):", _run.Error, StringComparison.Ordinal);
        Assert.Single(_run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("link", "are one directory.")]
    [InlineData("old/../link/", "are one directory.")]
    [InlineData("old/.sub", "which is never written to.")]
    [InlineData("link/deep/er", "which is never written to.")]
    [InlineData(".", "nor what is around it.")]
    public void A_mailbox_is_not_moved_into_itself_whatever_way_leads_there(string target, string told)
    {
        Directory.CreateSymbolicLink(_run["link"], _run["old"]);
        var before = Directory.GetFileSystemEntries(_run["old"], "*", SearchOption.AllDirectories);
        foreach (var option in (string[][])[[], ["--dry-run"]])
        {
            Assert.Equal(ExitCodes.Usage, _run.Run(["move", "--from", $"maildir:{_run["old"]}", "--to", $"maildir:{_run[target]}", .. option]));
            Assert.StartsWith("GW3013 (service):", _run.Error, StringComparison.Ordinal);
            Assert.Contains(told, _run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, Directory.GetFileSystemEntries(_run["old"], "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(_run["state"]));
    }

    [Fact]
    public void Maildirs_whose_paths_begin_alike_are_two()
    {
        Assert.Equal(ExitCodes.Done, _run.Run("move", "--from", $"maildir:{_run["old"]}", "--to", $"maildir:{_run["older"]}"));
    }

    [Fact]
    public void The_folders_are_listed_with_their_places()
    {
        Assert.Equal(ExitCodes.Done, _run.Run(["folders", .. Stores]));

        Assert.Contains("2024  ->  Projects/2024, to be created", _run.Output, StringComparison.Ordinal);
        Assert.Contains("INBOX  ->  INBOX", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_try_that_got_nowhere_leaves_no_state()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run("move", "--from", $"maildir:{_run["nowhere"]}", "--to", $"maildir:{_run["new"]}"));

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_run["state"], "godwit")));
    }

    [Fact]
    public void What_is_no_state_gets_no_lock_beside_it()
    {
        File.WriteAllText(_run["README.md"], "Read me.");

        Assert.Equal(ExitCodes.Usage, _run.Run(["move", .. Stores, "--state", _run["README.md"]]));

        Assert.StartsWith("GW3004 (service):", _run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_run["README.md.lock"]));
    }

    [Fact]
    public void A_source_that_is_not_there_is_a_fault_of_the_source()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run("move", "--from", $"maildir:{_run["nowhere"]}", "--to", $"maildir:{_run["new"]}"));

        Assert.Contains("(source):", _run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_move_with_json_says_so_in_json_too()
    {
        _run.Run("move", "--from", $"maildir:{_run["nowhere"]}", "--to", $"maildir:{_run["new"]}", "--json");

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public void A_move_that_is_stopped_says_that_it_goes_on()
    {
        _run.Stop();

        Assert.Equal(ExitCodes.Interrupted, _run.Run(["move", .. Stores]));

        Assert.Contains("goes on from there", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_text_is_warned_of_and_a_missing_password_told()
    {
        Assert.Equal(ExitCodes.Usage, _run.Run("folders", "--from", "imap://anna@127.0.0.1:1?tls=none"));

        Assert.StartsWith("warning: imap://anna@127.0.0.1:1 without TLS", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_foresaw_is_a_sentence_and_a_file()
    {
        var fault = CrashReport.Write(new InvalidOperationException("odd"), _run.Variables.GetValueOrDefault, new FakeClock());

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_run["state"], "godwit"), "crash-*.txt"));
        Assert.Contains(file, fault.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("odd", fault.Told, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: odd", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
