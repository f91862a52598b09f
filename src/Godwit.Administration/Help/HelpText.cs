using System.Text;

namespace Godwit.Administration.Help;

/// <summary>What <c>--help</c> prints, made from the table.</summary>
internal static class HelpText
{
    private const int Width = 100;

    /// <summary>The exit codes of every command.</summary>
    public const string ExitCodes = """
        Exit codes:
          0    done
          1    usage or configuration: something has to be put right first; nothing was changed
          2    failed or refused
          3    done, but what was tested did not pass
          130  interrupted
        """;

    /// <summary>The list of all commands, or of those of one noun.</summary>
    public static string Of(IReadOnlyList<Command> commands)
    {
        var text = new StringBuilder("Commands that administer a migration service, each in two spellings; case does not matter.\n");
        var (words, cmdlets) = (commands.Max(command => command.Words.Length), commands.Max(command => command.Cmdlet.Length));
        foreach (var noun in commands.GroupBy(command => command.Noun))
        {
            text.Append('\n');
            foreach (var command in noun) text.Append($"  {command.Words.PadRight(words)}  {command.Cmdlet.PadRight(cmdlets)}  {FirstSentence(command.Meaning)}\n");
        }
        return text.Append("\nEach tells its parameters with --help.\n").ToString();
    }

    /// <summary>One command.</summary>
    public static string Of(Command command)
    {
        var text = new StringBuilder();
        foreach (var line in Wrap(command.Meaning, "")) text.Append(line).Append('\n');
        text.Append("\nUsage:\n");
        foreach (var usage in (string[])[Usage.Options(command), Usage.Cmdlet(command)])
            foreach (var line in Wrap("godwit " + usage, "    ")) text.Append(line.StartsWith("    godwit", StringComparison.Ordinal) ? line[2..] : line).Append('\n');
        text.Append("\nParameters:\n");
        foreach (var parameter in command.Parameters) Append(text, parameter);
        if (command.Examples.Count > 0) text.Append("\nExamples:\n").AppendJoin("", command.Examples.Select(example => $"  godwit {example}\n"));
        return text.Append('\n').Append(ExitCodes).Append('\n').ToString();
    }

    private static void Append(StringBuilder text, Parameter parameter)
    {
        text.Append($"  {$"{parameter.Option}, -{parameter.Name} {parameter.Placeholder}".TrimEnd()}{(parameter.IsRequired ? "  (needed)" : "")}\n");
        var meaning = parameter.Told + (parameter.Default is { } value ? $" Default: {value}." : "");
        foreach (var line in Wrap(meaning.Replace("`", "", StringComparison.Ordinal), "      ")) text.Append(line).Append('\n');
    }

    private static string FirstSentence(string text) => text.Split(". ")[0].TrimEnd('.').Split(": ")[0] + ".";

    private static IEnumerable<string> Wrap(string text, string indent)
    {
        var line = new StringBuilder(indent);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > indent.Length)
            {
                yield return Line(line);
                line.Clear().Append(indent);
            }
            line.Append(word).Append(' ');
        }
        yield return Line(line);
    }

    private static string Line(StringBuilder line) => line.ToString().TrimEnd().Replace(Usage.Tie, ' ');
}
