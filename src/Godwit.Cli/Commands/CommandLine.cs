using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Godwit.Cli;

/// <summary>What the commands do once they are understood; each gives the exit code.</summary>
internal interface ICommandBodies
{
    int Move(MoveOptions options);

    int MoveEach(EachOptions options);

    int Verify(VerifyOptions options);

    int Folders(FoldersOptions options);

    int ProxyMailboxes(ProxyMailboxesOptions options);
}

/// <summary>Understands the command line and has it done.</summary>
internal static class CommandLine
{
    // Its default reads "@file" from a file, where a user name may begin so.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    /// <exception cref="FaultException">The command failed.</exception>
    public static int Run(IReadOnlyList<string> arguments, ICommandBodies bodies, TextWriter output, TextWriter error)
    {
        var problems = new Problems();
        var given = Root(bodies, problems).Parse(arguments, Parsing);
        if (given.Action is HelpAction || given is { Errors.Count: 0, UnmatchedTokens.Count: 0 })
            return given.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        Check(given, problems);
        // The command reads its options all the same, to tell what is wrong with them in the same breath; with a problem already there it goes no further.
        (given.CommandResult.Command.Action as SynchronousCommandLineAction)?.Invoke(given);
        throw new UsageException(problems.Faults);
    }

    private const string About = """
        Godwit moves mailboxes between mail systems: nothing lost, nothing doubled.

        Commands that administer a migration service (endpoint, batch, user, New-MigrationBatch, ...): see 'godwit commands'.
        """;

    private static RootCommand Root(ICommandBodies bodies, Problems problems) => new(About)
    {
        new MoveCommand().Build(problems, bodies.Move, bodies.MoveEach),
        new VerifyCommand().Build(problems, bodies.Verify),
        new FoldersCommand().Build(problems, bodies.Folders),
        new ProxyMailboxesCommand().Build(problems, bodies.ProxyMailboxes),
    };

    /// <summary>Gathers what was not understood. Words that are no options are never repeated: one of them may be a password.</summary>
    private static void Check(ParseResult given, Problems problems)
    {
        foreach (var word in given.UnmatchedTokens) problems.Add(Unknown(word));
        if (given.UnmatchedTokens.Count > 0) return;
        foreach (var mistake in given.Errors) problems.Add(UsageFaults.BadCommandLine, $"{mistake.Message.TrimEnd('.')}; see --help.");
    }

    private static Fault Unknown(string word)
    {
        var name = word.Split('=')[0];
        if (!IsOptionName(name)) return UsageFaults.Of(UsageFaults.BadCommandLine, "There is a word too many on the command line, or the command is not one of move, verify and folders; see --help.");
        return name is "--password" or "--from-password" or "--to-password" or "--pass" or "-p"
            ? UsageFaults.Of(UsageFaults.PasswordExposed,
                $"{name} does not exist: every user of this machine could read it; use --from-password-file and --to-password-file, GODWIT_FROM_PASSWORD and GODWIT_TO_PASSWORD, or the prompt.")
            : UsageFaults.Of(UsageFaults.BadCommandLine, $"The option {name} is not known; see --help.");
    }

    private static bool IsOptionName(string name) => name.Length is > 1 and <= 40 && name[0] == '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
