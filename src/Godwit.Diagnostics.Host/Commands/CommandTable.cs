using System.CommandLine.Help;
namespace Godwit.Diagnostics.Host.Commands;

/// <summary>All commands, and the way from a command line to one of them.</summary>
internal static class CommandTable
{
    /// <summary>Runs one command line.</summary>
    /// <exception cref="FaultException">The command failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, DiagnosisSurroundings around)
    {
        // The first word that is typed is godwit, whatever this program's file is called.
        var root = new Command("godwit", "Finds out which hop of a migration endpoint is broken.") { new HelpOption(), new VersionOption() };
        foreach (var command in Commands(around)) root.Add(command);
        var given = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Action is not HelpAction && CommandLineMistakes.In(given) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes) await around.Error.WriteLineAsync(FaultLine.Of(mistake)).ConfigureAwait(false);
            return DiagnosisExitCodes.Usage;
        }
        return await given.InvokeAsync(new InvocationConfiguration { Output = around.Output, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, around.Stop).ConfigureAwait(false);
    }

    private static IEnumerable<Command> Commands(DiagnosisSurroundings around) =>
        [new ExamineCommand(around).Build(), new LogsCommand(around).Build(), new ReadCommand(around).Build(), new BundleCommand(around).Build()];
}
