using Godwit.Proxy.Host.Commands;

namespace Godwit.Proxy.Host;

/// <summary>What a command finds around it; all of it comes from outside, so that tests bring their own.</summary>
/// <param name="Terminal">Where to print.</param>
/// <param name="Environment">Tells the value of an environment variable, or null.</param>
/// <param name="Ask">Asks a person for a password; null when nobody is there.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Stop">Strikes when the service shall end.</param>
internal sealed record ProxySurroundingsOfProcess(Terminal Terminal, Func<string, string?> Environment, Func<string, string?>? Ask, TimeProvider Clock, CancellationToken Stop);

/// <summary>The program, but for the process around it.</summary>
internal static class ProxyProgram
{
    private const int Failed = 2;
    internal const int Usage = 1;

    /// <summary>Runs one command line to its exit code: 0 done, 1 not understood or not configured, 2 failed.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProxySurroundingsOfProcess around)
    {
        var code = await RunCommandAsync(arguments, around).ConfigureAwait(false);
        if (around.Terminal.Finish() is not { } unprinted) return code;
        await around.Terminal.Error.WriteLineAsync(FaultLine.Of(unprinted)).ConfigureAwait(false);
        return code == 0 ? Usage : code;
    }

    private static async Task<int> RunCommandAsync(IReadOnlyList<string> arguments, ProxySurroundingsOfProcess around)
    {
        try
        {
            return await CommandTable.RunAsync(arguments, around).ConfigureAwait(false);
        }
        catch (ConfigurationException wrong)
        {
            foreach (var fault in wrong.Faults) await around.Terminal.Error.WriteLineAsync(FaultLine.Of(fault)).ConfigureAwait(false);
            return Usage;
        }
        catch (FaultException refusal)
        {
            await around.Terminal.Error.WriteLineAsync(FaultLine.Of(refusal.Fault)).ConfigureAwait(false);
            return Failed;
        }
    }
}
