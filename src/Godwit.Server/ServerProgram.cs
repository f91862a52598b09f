using System.CommandLine;
using System.CommandLine.Help;
using Godwit.Server.Configuration;
using Godwit.Server.Hosting;
using Godwit.Terminals;
using Command = System.CommandLine.Command;

namespace Godwit.Server;

/// <summary>What the program finds around it; all of it comes from outside, so that tests bring their own.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Everything else.</param>
/// <param name="Environment">Tells the value of an environment variable, or null.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Stop">Strikes when the service shall end.</param>
internal sealed record ServerSurroundings(TextWriter Output, TextWriter Error, Func<string, string?> Environment, TimeProvider Clock, CancellationToken Stop);

/// <summary>The program, but for the process around it: <c>serve</c>, and <c>serve config</c>.</summary>
internal static class ServerProgram
{
    private const int Done = 0, Usage = 1, Failed = 2;
    private const string Variable = "GODWIT_SERVICE_CONFIG";

    /// <summary>Runs one command line to its exit code: 0 done, 1 not understood or not configured, 2 failed.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ServerSurroundings around)
    {
        try
        {
            var given = Root(around).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (given.Action is not HelpAction && CommandLineMistakes.In(given) is { Count: > 0 } mistakes) return await TellAsync(around, mistakes).ConfigureAwait(false);
            return await given.InvokeAsync(new InvocationConfiguration { Output = around.Output, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, around.Stop).ConfigureAwait(false);
        }
        catch (ConfigurationException wrong)
        {
            return await TellAsync(around, wrong.Faults).ConfigureAwait(false);
        }
        catch (FaultException refusal)
        {
            await TellAsync(around, [refusal.Fault]).ConfigureAwait(false);
            return refusal.Fault.Remedy == Remedy.FixConfiguration ? Usage : Failed;
        }
    }

    private static async Task<int> TellAsync(ServerSurroundings around, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults) await around.Error.WriteLineAsync(FaultLine.Of(fault)).ConfigureAwait(false);
        return Usage;
    }

    /// <summary>The first word that is typed is <c>godwit</c>, whatever this program's file is called.</summary>
    private static Command Root(ServerSurroundings around)
    {
        var file = new Option<string?>("--config") { Description = $"The configuration; without it ${Variable}, else {ServiceDefaults.ConfigurationFile} where it exists.", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "Overrules one value of the configuration: --set listen=8443.", HelpName = "KEY=VALUE" };
        var serve = new Command("serve", "Runs the migration service.") { file, set };
        serve.SetAction((given, cancellation) => ServeAsync(Read(given.GetValue(file), given.GetValue(set), around).Configuration, around, cancellation));
        var config = new Command("config", "Prints every setting that is in force, and where it comes from.") { file, set };
        config.SetAction(given => ShowConfig(Read(given.GetValue(file), given.GetValue(set), around), around.Output));
        serve.Add(config);
        return new Command("godwit", "Runs the migration service.") { new HelpOption(), new VersionOption(), serve };
    }

    private static ReadServiceConfiguration Read(string? path, string[]? set, ServerSurroundings around)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in set ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw MoveFaults.Refuse(MoveFaults.BadConfiguration, $"--set takes KEY=VALUE, not '{OtherSideText.Show(pair)}'.");
            flags[pair[..equals]] = pair[(equals + 1)..];
        }
        var named = path ?? around.Environment(Variable);
        return ServiceConfigurationFile.Read(named ?? ServiceDefaults.ConfigurationFile, mayBeMissing: named is null, flags, around.Environment);
    }

    private static int ShowConfig(ReadServiceConfiguration read, TextWriter output)
    {
        var width = read.Effective.Max(static value => value.Path.Length);
        foreach (var value in read.Effective) output.WriteLine($"{value.Path.PadRight(width)}  {value.Value}  ({value.Origin})");
        return Done;
    }

    private static async Task<int> ServeAsync(ServiceConfiguration configuration, ServerSurroundings around, CancellationToken cancellation)
    {
        var service = await MigrationService.StartAsync(configuration, around.Clock, line => around.Error.WriteLine(line), cancellation).ConfigureAwait(false);
        await using (service.ConfigureAwait(false))
        {
            foreach (var address in service.Addresses) await around.Error.WriteLineAsync($"The migration service of {configuration.Node} listens on {address}; its data are in {configuration.DataFolder}.").ConfigureAwait(false);
            if (service.FirstPasswordFile is { } file) await around.Error.WriteLineAsync($"The administrator '{ServiceDefaults.FirstAdministrator}' was made; the password is in {file}.").ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, around.Clock, cancellation).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            await around.Error.WriteLineAsync("Ending: moves that run are brought to a checkpoint.").ConfigureAwait(false);
        }
        return Done;
    }
}
