using System.CommandLine;

namespace Godwit.Cli;

/// <summary>A listing of folders as it was asked for.</summary>
/// <param name="From">The store to list.</param>
/// <param name="To">Where they would go; null to list only.</param>
/// <param name="Link">The way to them.</param>
/// <param name="Json">Print one object of JSON.</param>
public sealed record FoldersOptions(ChosenStore From, ChosenStore? To, LinkSettings Link, bool Json);

/// <summary><c>godwit folders</c>.</summary>
internal sealed class FoldersCommand
{
    private readonly StoreOptions _from = StoreOptions.From();
    private readonly StoreOptions _to = StoreOptions.To();
    private readonly LinkOptions _link = new();
    private readonly Option<bool> _json = Options.Flag("--json", "Print one line of JSON.");

    /// <summary>The command; <paramref name="run"/> does it and gives the exit code, unless there are problems.</summary>
    public Command Build(Problems problems, Func<FoldersOptions, int> run)
    {
        var command = new Command("folders", "Lists the folders of a mailbox with their sizes and, with --to, where a move would put them. Writes nothing.\n\n" + ExitCodes.Help());
        _from.AddTo(command);
        _to.AddTo(command);
        command.Add(_json);
        _link.AddTo(command);
        command.SetAction(given => run(Read(new OptionReader(given, problems))));
        return command;
    }

    private FoldersOptions Read(OptionReader reader)
    {
        var (from, to, link) = (_from.Read(reader), _to.ReadIfGiven(reader), _link.Read(reader));
        reader.Problems.ThrowIfAny();
        return new FoldersOptions(from!, to, link, reader.Flag(_json));
    }
}
