namespace Godwit.Administration.Help;

/// <summary>What a shell may offer next, read from the table.</summary>
internal static class Completion
{
    /// <summary>Words that begin a command line and are not in the table: what the other programs do.</summary>
    private static readonly string[] Others = ["move", "verify", "folders", "proxy", "serve", "demo", "examine", "logs", "read", "bundle", "completion", "manual"];

    /// <summary>What may stand at a place.</summary>
    /// <param name="before">The words before it, the program's name left out.</param>
    /// <param name="begun">What of it is there already.</param>
    public static IReadOnlyList<string> Offer(IReadOnlyList<string> before, string begun) =>
        [.. Candidates(before, begun).Where(word => word.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Candidates(IReadOnlyList<string> before, string begun)
    {
        if (before.Count == 0) return [.. Others, .. CommandTable.Nouns, .. CommandTable.All.Select(command => command.Cmdlet)];
        if (CommandTable.Find(before) is var (command, words)) return Parameters(command, [.. before.Skip(words)], begun);
        if (before.Count > 1) return [];
        return before[0] == "completion" ? ShellScript.Shells : CommandTable.OfNoun(before[0]).Select(command => command.Verb);
    }

    private static IEnumerable<string> Parameters(Command command, IReadOnlyList<string> given, string begun)
    {
        var open = given.Count == 0 ? null : command.Parameters.FirstOrDefault(parameter => parameter.TakesValue && IsNamed(parameter, given[^1]));
        if (open is not null) return open.Kind == ValueKind.Flag ? ["true", "false"] : open.Words;
        var left = command.Parameters.Where(parameter => !given.Any(word => IsNamed(parameter, word)) || parameter.Kind == ValueKind.List);
        return left.Select(parameter => begun.StartsWith("--", StringComparison.Ordinal) || IsOptionSpelling(given, begun) ? parameter.Option : "-" + parameter.Name);
    }

    // Whoever began with options is offered options, whoever began with parameters parameters.
    private static bool IsOptionSpelling(IReadOnlyList<string> given, string begun) => begun.Length < 2 && given.LastOrDefault(word => word.StartsWith('-'))?.StartsWith("--", StringComparison.Ordinal) == true;

    private static bool IsNamed(Parameter parameter, string word) => string.Equals(word, parameter.Option, StringComparison.OrdinalIgnoreCase) || string.Equals(word, "-" + parameter.Name, StringComparison.OrdinalIgnoreCase);
}
