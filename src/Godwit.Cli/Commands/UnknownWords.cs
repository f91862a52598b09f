using System.CommandLine;

namespace Godwit.Cli;

/// <summary>
/// Tells what on a command line nobody knows: one sentence for one mistake, with the name that was probably meant. Words that are no options are never repeated, since one of them may be a password.
/// </summary>
internal sealed class UnknownWords(IReadOnlyList<string> arguments, ParseResult given, Problems problems)
{
    private const string Usual = "move, verify and folders";

    /// <summary>Tells of them.</summary>
    /// <returns>True when there are any.</returns>
    public bool Tell()
    {
        if (given.UnmatchedTokens.Count == 0) return false;
        if (given.CommandResult.Command is RootCommand root) problems.Add(UsageFaults.BadCommandLine, NoCommand(root));
        else TellEach();
        return true;
    }

    // Without its command none of the options can be known; telling of each would hide the one mistake.
    private string NoCommand(RootCommand root)
    {
        if (arguments[0].StartsWith('-')) return $"The command stands first and is missing; it is one of {Usual}; see --help.";
        var meant = Spelling.Nearest(arguments[0], [.. root.Subcommands.Select(static command => command.Name), .. OtherPrograms.FirstWords]);
        return meant is null ? $"The command is not one of {Usual}; see --help." : $"The first word is not a command; did you mean {meant}? See --help.";
    }

    private void TellEach()
    {
        var at = -1;
        var isValue = false;
        foreach (var word in given.UnmatchedTokens)
        {
            var before = at;
            at = Find(word, before + 1);
            // What follows an option that nobody knows is its value.
            if (isValue && at == before + 1 && !word.StartsWith('-')) { isValue = false; continue; }
            var name = word.Split('=')[0];
            var isOption = IsOptionName(name);
            isValue = isOption && name.Length == word.Length;
            if (isOption) TellOption(name);
            else problems.Add(UsageFaults.BadCommandLine, "There is a word too many on the command line; a value with spaces needs quotes; see --help.");
        }
    }

    private int Find(string word, int from)
    {
        for (var i = from; i < arguments.Count; i++) if (arguments[i] == word) return i;
        return from;
    }

    private void TellOption(string name)
    {
        if (name is "--password" or "--from-password" or "--to-password" or "--pass" or "-p")
        {
            problems.Add(UsageFaults.PasswordExposed,
                $"{name} does not exist: every user of this machine could read it; use --from-password-file and --to-password-file, GODWIT_FROM_PASSWORD and GODWIT_TO_PASSWORD, or the prompt.");
            return;
        }
        var meant = Spelling.Nearest(name, given.CommandResult.Command.Options.Select(static option => option.Name));
        problems.Add(UsageFaults.BadCommandLine, meant is null ? $"The option {name} is not known; see --help." : $"The option {name} is not known; did you mean {meant}?");
        if (meant is not null) problems.Mean(meant);
    }

    private static bool IsOptionName(string name) => name.Length is > 1 and <= 40 && name[0] == '-' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
