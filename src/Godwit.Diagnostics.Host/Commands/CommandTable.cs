namespace Godwit.Diagnostics.Host.Commands;

/// <summary>All commands, and the way from a command line to one of them.</summary>
internal static class CommandTable
{
    /// <summary>Runs one command line.</summary>
    /// <exception cref="FaultException">The command failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, DiagnosisSurroundings around)
    {
        var root = new RootCommand("Finds out which hop of a migration endpoint is broken.");
        foreach (var command in Commands(around)) root.Add(command);
        var given = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Errors.Count > 0)
        {
            foreach (var wrong in given.Errors) await around.Error.WriteLineAsync(OtherSideText.Show(wrong.Message)).ConfigureAwait(false);
            return DiagnosisExitCodes.Usage;
        }
        return await given.InvokeAsync(new InvocationConfiguration { Output = around.Output, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, around.Stop).ConfigureAwait(false);
    }

    private static IEnumerable<Command> Commands(DiagnosisSurroundings around) => [new LogsCommand(around).Build()];
}
