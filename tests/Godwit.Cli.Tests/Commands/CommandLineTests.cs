namespace Godwit.Cli.Tests.Commands;

public sealed class CommandLineTests : ICommandBodies, IDisposable
{
    private MoveOptions? _move;
    private EachOptions? _each;
    private VerifyOptions? _verify;
    private FoldersOptions? _folders;
    private ProxyMailboxesOptions? _mailboxes;
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    int ICommandBodies.Move(MoveOptions options) { _move = options; return 40; }

    int ICommandBodies.MoveEach(EachOptions options) { _each = options; return 43; }

    int ICommandBodies.Verify(VerifyOptions options) { _verify = options; return 41; }

    int ICommandBodies.ProxyMailboxes(ProxyMailboxesOptions options) { _mailboxes = options; return 43; }

    int ICommandBodies.Folders(FoldersOptions options) { _folders = options; return 42; }

    [Fact]
    public void What_a_proxy_hands_out_is_asked_of_a_proxy_as_a_whole()
    {
        Assert.Equal(43, Run("proxy mailboxes --from proxy://mig@mail.example:8443 --ca /ca.pem --json"));

        Assert.Equal((new ProxyAddress("mig", "mail.example", 8443, ""), "/ca.pem"), (_mailboxes!.Proxy.Address, _mailboxes.Link.AuthoritiesFile));
        Assert.Equal((true, true), (_mailboxes.Sizes, _mailboxes.Json));
        Assert.Throws<UsageException>(() => Run("proxy mailboxes --from proxy://mig@mail.example?tls=insecure --ca /ca.pem"));
        Assert.Throws<UsageException>(() => Run("proxy mailboxes"));
    }

    [Fact]
    public void A_move_needs_no_more_than_two_stores()
    {
        Assert.Equal(40, Run("move --from maildir:/a --to imaps://anna@h"));

        Assert.Equal(new MaildirAddress("/a"), _move!.From.Address);
        Assert.Equal(new ImapAddress("anna", "h", 993, true), _move.To.Address);
        Assert.Equal(new MoveSettings { RefusesMissingFolders = true, LanesFarAway = 4, LanesForLarge = 3 }, _move.Settings with { Filter = MessageFilter.Everything });
        Assert.Empty(_move.Settings.Filter.IncludeFolders);
        Assert.False(_move.Settings.Filter.TestsMessages);
        Assert.Null(_move.StatePath);
        Assert.False(_move.Json);
    }

    [Fact]
    public void Every_option_of_a_move_reaches_its_setting()
    {
        Run("""
            move --from maildir:/a --to=maildir:/b --state /s --dry-run --json --deletions keep --connections 4 --patient --retry-skipped
            --include #Sent# --include Projects/* --exclude Projects/Old --since 2024-01-31 --before 2024-02-01T08:00:00+01:00 --min-size 1kB --max-size 25MB
            --only-flag Flagged --only-flag $Important --skip-flag \Deleted --ca /ca --compress --wire-log /w --limit-rate 2.5MB/s
            --from-password-file /p --to-token-command get
            """);

        var settings = _move!.Settings;
        Assert.Equal((true, DeletionPolicy.Keep, 4, true, TimeSpan.FromMinutes(30)), (settings.DryRun, settings.Deletions, settings.Lanes, settings.RetrySkipped, settings.RetryBudget));
        Assert.Equal(["#Sent#", "Projects/*"], settings.Filter.IncludeFolders);
        Assert.Equal(["Projects/Old"], settings.Filter.ExcludeFolders);
        Assert.Equal(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero), settings.Filter.Since);
        Assert.Equal(new DateTimeOffset(2024, 2, 1, 7, 0, 0, TimeSpan.Zero), settings.Filter.Before);
        Assert.Equal((1_000, 25_000_000), (settings.Filter.MinBytes, settings.Filter.MaxBytes));
        Assert.Equal(new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("$Important")), settings.Filter.OnlyWith);
        Assert.Equal(new MessageFlags(SystemFlags.Deleted), settings.Filter.NoneWith);
        Assert.Equal(new LinkSettings(true, "/w", 2_500_000) { AuthoritiesFile = "/ca" }, _move.Link);
        Assert.Equal(("/s", true), (_move.StatePath, _move.Json));
        Assert.Equal(("/p", "get"), (_move.From.Secret.PasswordFile, _move.To.Secret.TokenCommand));
    }

    [Fact]
    public void Approved_deletions_are_a_number()
    {
        Run("move --from maildir:/a --to maildir:/b --approve-deletions 250");

        Assert.Equal(250, _move!.Settings.ApprovedDeletions);
    }

    [Fact]
    public void With_a_list_the_options_are_templates()
    {
        Assert.Equal(43, Run("move --each /l.csv --at-once 8 --from imaps://{user}@h --to maildir:/b/{user} --state /s/{user} --to-password-file /p/{user} --connections 1 --json"));

        Assert.Equal(("/l.csv", 8, true, 1), (_each!.ListPath, _each.AtOnce, _each.Json, _each.Settings.Lanes));
        Assert.Equal(("--from", "imaps://"), (_each.From.Address.Option, _each.From.Address.Beginning));
        Assert.Equal(("--state", "/s/"), (_each.State!.Option, _each.State.Beginning));
        Assert.Equal("/p/", _each.To.PasswordFile!.Beginning);
        Assert.Null(_move);
        Run("move --each /l.csv --from imaps://{user}@h --to maildir:/b/{user}");
        Assert.Equal((4, null), (_each.AtOnce, _each.State));
    }

    [Fact]
    public void Verify_and_folders_are_commands_too()
    {
        Assert.Equal(41, Run("verify --from maildir:/a --to maildir:/b --json --include INBOX"));
        Assert.True(_verify!.Json);
        Assert.Equal(42, Run("folders --from maildir:/a"));
        Assert.Null(_folders!.To);
        Run("folders --from maildir:/a --to maildir:/b");
        Assert.Equal(new MaildirAddress("/b"), _folders!.To!.Address);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var told = Problems("move --to what:ever --connections 9 --since 31.1.2024 --min-size big --deletions maybe --include a*b --skip-flag () --colour --limit-rate 1B --approve-deletions -1");

        Assert.Equal(["--from", "--to", "--connections", "--since", "--min-size", "--deletions", "--include", "--skip-flag", "--colour", "--limit-rate", "--approve-deletions"],
            new[] { "--from", "--to", "--connections", "--since", "--min-size", "--deletions", "--include", "--skip-flag", "--colour", "--limit-rate", "--approve-deletions" }
                .Where(option => told.Any(f => f.Told.Contains(option, StringComparison.Ordinal))));
        Assert.Null(_move);
    }

    [Theory]
    [InlineData("move --from maildir:/a --to maildir:/b --since 2024-02-01 --before 2024-01-01", "--before")]
    [InlineData("move --from maildir:/a --to maildir:/b --min-size 2MB --max-size 1MB", "--max-size")]
    [InlineData("move --from maildir:/a --to maildir:/b --deletions keep --approve-deletions 5", "--deletions keep")]
    [InlineData("move --from imaps://a@h --to maildir:/b --from-password-file x --from-token-command y", "exclude each other")]
    [InlineData("move --from maildir:/a --to maildir:/b --exclude #Outbox#", "#Archive#")]
    [InlineData("move --from maildir:/a --to maildir:/b --state", "--state")]
    [InlineData("move --from maildir:/a --to maildir:/b --from maildir:/c", "--from")]
    [InlineData("move --from maildir:/a --to maildir:/b --at-once 3", "only with --each")]
    [InlineData("move --each /l --from maildir:/a --to maildir:/b --at-once 33", "from 1 to 32")]
    [InlineData("move --each /l --from maildir:/a", "--to is missing")]
    [InlineData("move --each /l --to maildir:/a --from imaps://{u}@h --from-password-file x --from-token-command y", "exclude each other")]
    [InlineData("copy --from maildir:/a --to maildir:/b", "move, verify and folders")]
    [InlineData("", "--help")]
    [InlineData("--from maildir:/a --to maildir:/b", "The command stands first")]
    public void What_makes_no_sense_is_told(string line, string told)
    {
        Assert.Contains(Problems(line), f => f.Told.Contains(told, StringComparison.Ordinal));
        Assert.Null(_move);
    }

    [Theory]
    [InlineData("move --from maildir:/a --to maildir:/b --password hunter2")]
    [InlineData("move --from maildir:/a --to maildir:/b --from-password=hunter2")]
    [InlineData("move --from maildir:/a --to maildir:/b hunter2")]
    [InlineData("hunter2")]
    [InlineData("move --from imaps://a:hunter2@h --to maildir:/b")]
    [InlineData("move --from maildir:/a --to maildir:/b --connections hunter2 --since hunter2 --include *hunter2 --only-flag (hunter2)")]
    public void Nothing_that_may_be_a_password_is_repeated(string line) =>
        Assert.All(Problems(line), f => Assert.DoesNotContain("hunter2", f.ToString(), StringComparison.Ordinal));

    [Theory]
    [InlineData("move --form maildir:/a --too maildir:/b", "The option --form is not known; did you mean --from?", "The option --too is not known; did you mean --to?")]
    [InlineData("move --from maildir:/a --to maildir:/b --approve 5", "The option --approve is not known; did you mean --approve-deletions?")]
    [InlineData("move --from maildir:/a --to maildir:/b --dryrun", "The option --dryrun is not known; did you mean --dry-run?")]
    [InlineData("move --from maildir:/a --to maildir:/b --colour=red", "The option --colour is not known; see --help.")]
    [InlineData("move --eahc /l.csv --from imaps://{user}@h --to maildir:/b/{user} --at-once 3", "The option --eahc is not known; did you mean --each?")]
    [InlineData("verify --form maildir:/a --to maildir:/b", "The option --form is not known; did you mean --from?")]
    [InlineData("proxy mailboxes --form proxy://a@h", "The option --form is not known; did you mean --from?")]
    [InlineData("move --from maildir:/a --to maildir:/b --colour red stray", "The option --colour is not known; see --help.", "There is a word too many on the command line; a value with spaces needs quotes; see --help.")]
    [InlineData("mvoe --from maildir:/a --to maildir:/b", "The first word is not a command; did you mean move? See --help.")]
    [InlineData("endpont list --json", "The first word is not a command; did you mean endpoint? See --help.")]
    [InlineData("copy --from maildir:/a --to maildir:/b", "The command is not one of move, verify and folders; see --help.")]
    public void One_mistake_is_one_sentence_with_what_was_probably_meant(string line, params string[] told) => Assert.Equal(told, Problems(line).Select(static fault => fault.Told));

    [Fact]
    public void After_a_password_option_nothing_else_is_told()
    {
        var told = Assert.Single(Problems("move --from maildir:/a --to maildir:/b --password hunter2"));

        Assert.Equal(UsageFaults.PasswordExposed, told.Kind);
    }

    [Fact]
    public void A_password_option_is_told_where_passwords_go() => Assert.Contains(Problems("move --to-password x"), f => f.Kind == UsageFaults.PasswordExposed);

    [Fact]
    public void An_at_sign_does_not_read_a_file()
    {
        Run("move --from maildir:/a --to maildir:/b --from-token-command @/etc/hostname");

        Assert.Equal("@/etc/hostname", _move!.From.Secret.TokenCommand);
    }

    [Theory]
    [InlineData("move --help", "0 1 2 3 4 130")]
    [InlineData("verify --help", "0 1 2 3 130")]
    [InlineData("folders --help", "0 1 2 130")]
    [InlineData("proxy mailboxes --help", "0 1 2 3 130")]
    public void The_help_promises_the_exit_codes_that_the_command_can_give(string line, string codes)
    {
        Assert.Equal(0, Run(line));

        var help = _output.ToString().Split('\n').SkipWhile(static l => !l.Contains("Exit codes:", StringComparison.Ordinal)).Skip(1).Select(static l => l.Trim().Split(' ')[0]);
        Assert.Equal(codes, string.Join(' ', help.TakeWhile(static word => word.All(char.IsAsciiDigit) && word.Length > 0)));
    }

    private int Run(string line) => CommandLine.Run(line.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), this, _output, _output);

    private IReadOnlyList<Fault> Problems(string line) => Assert.Throws<UsageException>(() => Run(line)).Faults;
}
