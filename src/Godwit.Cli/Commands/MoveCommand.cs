using System.CommandLine;

namespace Godwit.Cli;

/// <summary><c>godwit move</c>.</summary>
internal sealed class MoveCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(30);
    private const int MaxConnections = 8;
    private const int MaxAtOnce = 32, UsualAtOnce = 4;

    private readonly StoreOptions _from = StoreOptions.From();
    private readonly StoreOptions _to = StoreOptions.To();
    private readonly FilterOptions _filter = new();
    private readonly LinkOptions _link = new();
    private readonly Option<string?> _state = Options.Text("--state", "FILE", "The memory of this move; without it, one for this pair of stores in your state folder ($XDG_STATE_HOME/godwit).");
    private readonly Option<bool> _dryRun = Options.Flag("--dry-run", "Say what would be done and write nothing.");
    private readonly Option<bool> _json = Options.Flag("--json", "Print one line of JSON at the end; with --each one for each mailbox when it ends.");
    private readonly Option<string?> _deletions = Options.Text("--deletions", "mirror|keep", "mirror (default): what we copied and the source no longer has is removed; keep: nothing is removed.");
    private readonly Option<string?> _approve = Options.Text("--approve-deletions", "N", "Allow so many removals although they are more than 5 % and more than 20 messages of the mailbox.");
    private readonly Option<string?> _connections = Options.Text("--connections", "N", $"How many folders are copied at once, each with its own connections (1 to {MaxConnections}, default 2, 3 when messages are large, 4 when a server is far away).");
    private readonly Option<bool> _patient = Options.Flag("--patient", "Try for 30 minutes where a fault may pass by itself, instead of one.");
    private readonly Option<bool> _retrySkipped = Options.Flag("--retry-skipped", "Try skipped messages again, however often they failed.");

    private readonly Option<string?> _each = Options.Text("--each", "FILE", "Move every mailbox of a CSV file; {column} in --from, --to, --state and the password files stands for its value. Columns from_password and to_password are taken by themselves.");
    private readonly Option<string?> _atOnce = Options.Text("--at-once", "N", $"How many mailboxes of --each are moved at the same time (1 to {MaxAtOnce}, default {UsualAtOnce}).");

    /// <summary>The command; <paramref name="run"/> or, with a list, <paramref name="runEach"/> does it and gives the exit code, unless there are problems.</summary>
    public Command Build(Problems problems, Func<MoveOptions, int> run, Func<EachOptions, int> runEach)
    {
        var command = new Command("move", "Copies a mailbox into another, the first time everything, each further time what has changed. Nothing is lost, nothing doubled.\n\n" + ExitCodes.Help("done, with skipped items", "done, but removals wait for an approval", "the same command goes on from there") + ExitCodes.HelpForEach);
        _from.AddTo(command);
        _to.AddTo(command);
        foreach (var option in (Option[])[_each, _atOnce, _state, _dryRun, _json, _deletions, _approve, _connections, _patient, _retrySkipped]) command.Add(option);
        _filter.AddTo(command);
        _link.AddTo(command);
        command.SetAction(given =>
        {
            var reader = new OptionReader(given, problems);
            return reader.Text(_each) is null && !problems.IsMeant(_each.Name) ? run(Read(reader)) : runEach(ReadEach(reader));
        });
        return command;
    }

    /// <exception cref="UsageException">Something is wrong; all of it is told.</exception>
    private MoveOptions Read(OptionReader reader)
    {
        var (from, to) = (_from.Read(reader), _to.Read(reader));
        var (link, settings, state) = (_link.Read(reader), ReadSettings(reader), reader.FilePath(_state));
        if (reader.Text(_atOnce) is not null) reader.Problems.Add(UsageFaults.BadCommandLine, "--at-once has a meaning only with --each.");
        reader.Problems.ThrowIfAny();
        return new MoveOptions(from!, to!, link, settings with { RefusesMissingFolders = true }) { StatePath = state, Json = reader.Flag(_json) };
    }

    /// <exception cref="UsageException">Something is wrong; all of it is told.</exception>
    private EachOptions ReadEach(OptionReader reader)
    {
        var (from, to) = (_from.ReadTemplate(reader), _to.ReadTemplate(reader));
        var (link, settings, state) = (_link.Read(reader), ReadSettings(reader), reader.Template(_state));
        var (list, atOnce) = (reader.FilePath(_each), (int)(reader.Number(_atOnce, 1, MaxAtOnce) ?? UsualAtOnce));
        reader.Problems.ThrowIfAny();
        return new EachOptions(list!, atOnce, from!, to!, state, link, settings, reader.Flag(_json));
    }

    private MoveSettings ReadSettings(OptionReader reader)
    {
        var connections = (int?)reader.Number(_connections, 1, MaxConnections);
        var settings = new MoveSettings
        {
            DryRun = reader.Flag(_dryRun),
            Deletions = reader.Choice(_deletions, "mirror", "keep") == "keep" ? DeletionPolicy.Keep : DeletionPolicy.Mirror,
            ApprovedDeletions = reader.Number(_approve, 0, long.MaxValue) ?? 0,
            Filter = _filter.Read(reader),
            Lanes = connections ?? 2,
            LanesFarAway = connections ?? 4,
            LanesForLarge = connections ?? 3,
            RetrySkipped = reader.Flag(_retrySkipped),
            RetryBudget = reader.Flag(_patient) ? LongPatience : Patience,
        };
        if (settings is { Deletions: DeletionPolicy.Keep, ApprovedDeletions: > 0 })
            reader.Problems.Add(UsageFaults.BadCommandLine, "--approve-deletions has no meaning with --deletions keep.");
        return settings;
    }
}
