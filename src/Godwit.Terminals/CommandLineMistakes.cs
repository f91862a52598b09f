using System.CommandLine;

namespace Godwit.Terminals;

/// <summary>What is wrong with a command line, as faults: all of it at once, and no word that is no option is repeated, because it may be a password.</summary>
public static class CommandLineMistakes
{
    private const int LongestName = 40;

    /// <summary>The mistakes; none when the line was understood.</summary>
    public static IReadOnlyList<Fault> In(ParseResult given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.UnmatchedTokens.Count > 0) return [.. given.UnmatchedTokens.Select(word => Unknown(word, given.CommandResult.Command)).DistinctBy(static fault => fault.Told)];
        if (given.Errors.Count == 0) return [];
        return IsUnfinished(given) ? [Of($"'{LineOf(given)}' takes {Below(given.CommandResult.Command)}; see --help.")] : [.. given.Errors.Select(static mistake => Of($"{OtherSideText.Show(mistake.Message).TrimEnd('.')}; see --help."))];
    }

    private static bool IsUnfinished(ParseResult given) => given.CommandResult.Command is { Action: null, Subcommands.Count: > 0 };

    private static Fault Unknown(string word, Command command)
    {
        var name = word.Split('=')[0];
        if (name.Length is > 1 and <= LongestName && name[0] == '-' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')) return Of($"The option {name} is not known; see --help.");
        return Of(command.Subcommands.Count > 0 ? $"There is a word too many on the command line, or the command is none of {Below(command)}; see --help." : "There is a word too many on the command line; see --help.");
    }

    private static string Below(Command command) => string.Join(", ", command.Subcommands.Where(static below => !below.Hidden).Select(static below => below.Name));

    private static string LineOf(ParseResult given)
    {
        var names = new List<string>();
        for (var at = given.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult) names.Insert(0, at.Command.Name);
        return string.Join(' ', names);
    }

    private static Fault Of(string told) => new(TerminalFaults.NotUnderstood, Side.Service, told);
}
