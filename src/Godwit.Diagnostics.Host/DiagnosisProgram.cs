using Godwit.Diagnostics.Host.Commands;

namespace Godwit.Diagnostics.Host;

/// <summary>What a command finds around it; all of it comes from outside, so that tests bring their own.</summary>
/// <param name="Output">The report.</param>
/// <param name="Error">Everything else.</param>
/// <param name="Input">Opens standard input.</param>
/// <param name="Environment">Tells the value of an environment variable, or null.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Stop">Strikes when the command shall end.</param>
internal sealed record DiagnosisSurroundings(TextWriter Output, TextWriter Error, Func<Stream> Input, Func<string, string?> Environment, TimeProvider Clock, CancellationToken Stop)
{
    /// <summary>Prints what is still held back; gives the fault to tell when the report could not be written whole.</summary>
    public Func<Fault?>? Unprinted { get; init; }
}

/// <summary>The program, but for the process around it.</summary>
internal static class DiagnosisProgram
{
    /// <summary>Runs one command line to its exit code (<see cref="DiagnosisExitCodes"/>). Whatever a user can cause becomes a sentence.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, DiagnosisSurroundings around)
    {
        var code = await RunCommandAsync(arguments, around).ConfigureAwait(false);
        if (around.Unprinted?.Invoke() is not { } unprinted) return code;
        await around.Error.WriteLineAsync(FaultLine.Of(unprinted)).ConfigureAwait(false);
        return DiagnosisExitCodes.Usage;
    }

    private static async Task<int> RunCommandAsync(IReadOnlyList<string> arguments, DiagnosisSurroundings around)
    {
        try
        {
            return await CommandTable.RunAsync(arguments, around).ConfigureAwait(false);
        }
        catch (FaultException refusal)
        {
            await around.Error.WriteLineAsync(FaultLine.Of(refusal.Fault)).ConfigureAwait(false);
            return refusal.Fault.Remedy == Remedy.FixConfiguration ? DiagnosisExitCodes.Usage : DiagnosisExitCodes.CannotTell;
        }
        catch (OperationCanceledException) when (around.Stop.IsCancellationRequested)
        {
            await around.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return DiagnosisExitCodes.Interrupted;
        }
        finally
        {
            await around.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
