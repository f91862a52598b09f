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
        if (!new UnknownWords(arguments, given, problems).Tell())
        {
            foreach (var mistake in given.Errors) problems.Add(UsageFaults.BadCommandLine, $"{mistake.Message.TrimEnd('.')}; see --help.");
        }
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
}
