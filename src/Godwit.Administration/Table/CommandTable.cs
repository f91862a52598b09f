namespace Godwit.Administration.Table;

/// <summary>Every command, once: parser, help, manual and completion read this and nothing else.</summary>
internal static class CommandTable
{
    /// <summary>All commands, noun by noun.</summary>
    public static IReadOnlyList<Command> All { get; } =
        [.. EndpointCommands.All, .. BatchCommands.All, .. UserCommands.All, .. MoveRequestCommands.All, .. ServiceCommands.All, .. AccessCommands.All, .. DirectoryCommands.All];

    /// <summary>The nouns of the second spelling, each once.</summary>
    public static IReadOnlyList<string> Nouns { get; } = [.. All.Select(command => command.Noun).Distinct()];

    /// <summary>The command that these words begin with, in either spelling, and how many of them name it; null: none.</summary>
    public static (Command Command, int Words)? Find(IReadOnlyList<string> words)
    {
        if (words.Count == 0) return null;
        if (All.FirstOrDefault(command => Same(command.Cmdlet, words[0])) is { } cmdlet) return (cmdlet, 1);
        return words.Count > 1 && All.FirstOrDefault(command => Same(command.Noun, words[0]) && Same(command.Verb, words[1])) is { } pair ? (pair, 2) : null;
    }

    /// <summary>The commands of a noun; none when it is none.</summary>
    public static IReadOnlyList<Command> OfNoun(string word) => [.. All.Where(command => Same(command.Noun, word))];

    private static bool Same(string name, string word) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
}
