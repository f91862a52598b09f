using System.CommandLine;
using System.CommandLine.Help;
using Godwit.Api.Client;
using Godwit.Demo.Organisation;
using Godwit.Demo.Printing;
using Godwit.Demo.Running;
using Godwit.Terminals;

namespace Godwit.Demo;

/// <summary>The program, but for the process around it.</summary>
internal static class DemoProgram
{
    private const int Done = 0, Usage = 1, Failed = 2, Different = 3, Interrupted = 130;

    private const string About = """
        Shows a whole organisation on this machine: two servers with their MRS Proxies, a target, certificates, Autodiscover, and a batch of eight mailboxes that is synced, synced again while a user works,
        completed and counted. Needs nothing, and leaves nothing behind. Linux only.

        Exit codes:
          0    every mailbox is completed and equal on both sides
          1    usage: something has to be put right first
          2    a step failed
          3    the two sides differ
          130  interrupted
        """;

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        var once = new Option<bool>("--once") { Description = "End after the summary; else the service stays up until Ctrl-C." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one object of JSON." };
        var keep = new Option<string?>("--keep") { Description = "Keep mail of both sides, configuration and logs in this folder, which must be empty or not be there.", HelpName = "DIR" };
        var tamper = new Option<bool>("--tamper") { Description = "Take one message away from a target and double another before counting, to see that they are missed." };
        var demo = new Command("demo", About) { once, json, keep, tamper };
        demo.SetAction((given, cancellation) => RunAsync(new DemoOptions(given.GetValue(once), given.GetValue(json), given.GetValue(keep), given.GetValue(tamper)), terminal, clock, cancellation));
        // What was typed is godwit demo, whatever this program's file is called.
        var root = new Command("godwit") { new HelpOption(), new VersionOption(), demo };
        var parsed = root.Parse([demo.Name, .. arguments], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is not HelpAction && CommandLineMistakes.In(parsed) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes) terminal.Error.WriteLine(FaultLine.Of(mistake));
            return Usage;
        }
        var invocation = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var code = await parsed.InvokeAsync(invocation, stop).ConfigureAwait(false);
        if (terminal.Finish() is { } unprinted) terminal.Error.WriteLine(FaultLine.Of(unprinted));
        return code;
    }

    private static async Task<int> RunAsync(DemoOptions options, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            using var folder = DemoFolder.Make(options.Keep);
            var run = new DemoRun(options, folder, terminal, clock);
            await using (run.ConfigureAwait(false))
            {
                var summary = await run.RunAsync(stop).ConfigureAwait(false);
                if (options.Json) SummaryJson.Write(terminal.Output, summary);
                else SummaryText.Write(terminal.Output, summary);
                terminal.Output.Flush();
                if (!options.Once) await StayAsync(run, terminal, stop).ConfigureAwait(false);
                return summary.IsGood ? Done : Different;
            }
        }
        catch (FaultException refusal)
        {
            return Tell(terminal, refusal.Fault);
        }
        catch (InputRefusedException refusal)
        {
            return Tell(terminal, refusal.Fault);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static async Task StayAsync(DemoRun run, Terminal terminal, CancellationToken stop)
    {
        terminal.Error.WriteLine();
        terminal.Error.WriteLine($"The service stays up at {run.Service}; Ctrl-C ends it.");
        var ended = new TaskCompletionSource();
        await using (stop.Register(ended.SetResult)) await ended.Task.ConfigureAwait(false);
    }

    private static int Tell(Terminal terminal, Fault fault)
    {
        terminal.Error.WriteLine(FaultLine.Of(fault));
        return fault.Remedy == Remedy.FixConfiguration ? Usage : Failed;
    }
}
