using System.CommandLine;

namespace Godwit.Cli;

/// <summary>A verification as it was asked for.</summary>
/// <param name="From">The store that should be on the other.</param>
/// <param name="To">The other.</param>
/// <param name="Link">The way between.</param>
/// <param name="Filter">What takes part.</param>
/// <param name="StatePath">The state of the move, which knows where folders went; null for the one of the pair.</param>
/// <param name="Json">Print one object of JSON.</param>
public sealed record VerifyOptions(ChosenStore From, ChosenStore To, LinkSettings Link, MessageFilter Filter, string? StatePath, bool Json);

/// <summary><c>godwit verify</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly StoreOptions _from = StoreOptions.From();
    private readonly StoreOptions _to = StoreOptions.To();
    private readonly FilterOptions _filter = new();
    private readonly LinkOptions _link = new();
    private readonly Option<string?> _state = Options.Text("--state", "FILE", "The memory of the move, which knows where folders went; without it, the one for this pair of stores.");
    private readonly Option<bool> _json = Options.Flag("--json", "Print one line of JSON.");

    /// <summary>The command; <paramref name="run"/> does it and gives the exit code, unless there are problems.</summary>
    public Command Build(Problems problems, Func<VerifyOptions, int> run)
    {
        var command = new Command("verify", "Compares every message of two mailboxes by content, flags and date, and lists the differences. Writes nothing.\n\n" + ExitCodes.Help("done, with differences, or with a folder or all of them not compared"));
        _from.AddTo(command);
        _to.AddTo(command);
        command.Add(_state);
        command.Add(_json);
        _filter.AddTo(command);
        _link.AddTo(command);
        command.SetAction(given => run(Read(new OptionReader(given, problems))));
        return command;
    }

    private VerifyOptions Read(OptionReader reader)
    {
        var (from, to) = (_from.Read(reader), _to.Read(reader));
        var (link, filter, state) = (_link.Read(reader), _filter.Read(reader), reader.FilePath(_state));
        reader.Problems.ThrowIfAny();
        return new VerifyOptions(from!, to!, link, filter, state, reader.Flag(_json));
    }
}
