namespace Godwit.Cli;

/// <summary>The program, but for the process around it.</summary>
internal static class GodwitProgram
{
    /// <summary>Runs one command line to its exit code. Whatever goes wrong becomes sentences; there is never a stack trace.</summary>
    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var code = RunCommand(arguments, surroundings);
        return surroundings.Terminal.Finish() is { } unprinted ? ExitCodes.Worst(code, Tell(surroundings.Terminal, [unprinted], ExitCodes.For(unprinted))) : code;
    }

    private static int RunCommand(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        try
        {
            if (OtherPrograms.For(arguments) is { } other) return OtherPrograms.Run(other, arguments);
            return CommandLine.Run(arguments, new CommandRuns(surroundings), terminal.Output, terminal.Error);
        }
        catch (UsageException usage)
        {
            return Tell(terminal, usage.Faults, ExitCodes.Usage);
        }
        catch (Exception ending) when (surroundings.Stop.IsCancellationRequested && ending is (OperationCanceledException or FaultException))
        {
            // A lane that was closed in mid-command may say so with a fault of its own.
            terminal.Error.WriteLine("Stopped; the same command goes on from there.");
            return ExitCodes.Interrupted;
        }
        catch (FaultException refusal)
        {
            return Tell(terminal, [refusal.Fault], ExitCodes.For(refusal.Fault));
        }
        catch (Exception crash)
        {
            return Tell(terminal, [CrashReport.Write(crash, surroundings.Environment, surroundings.Clock)], ExitCodes.Failed);
        }
    }

    private static int Tell(Terminal terminal, IReadOnlyList<Fault> faults, int exitCode)
    {
        foreach (var fault in faults) terminal.Error.WriteLine(FaultText.Line(fault));
        return exitCode;
    }
}
