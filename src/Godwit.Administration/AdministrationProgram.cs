using Godwit.Administration.Help;
using Godwit.Administration.Running;
using Godwit.Api.Client;
using Godwit.Terminals;

namespace Godwit.Administration;

/// <summary>The program, but for the process around it.</summary>
internal static class AdministrationProgram
{
    private static readonly string[] HelpWords = ["--help", "-h", "-?", "/?"];

    /// <summary>Runs one command line to its exit code. Whatever goes wrong becomes sentences; there is never a stack trace.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings around)
    {
        var code = await RunCommandAsync(arguments, around).ConfigureAwait(false);
        return around.Terminal.Finish() is { } unprinted ? Math.Max(code, Tell(around, [unprinted], ExitCodes.For(unprinted))) : code;
    }

    private static async Task<int> RunCommandAsync(IReadOnlyList<string> arguments, Surroundings around)
    {
        try
        {
            return await DispatchAsync([.. Spelling.Straighten(arguments)], around).ConfigureAwait(false);
        }
        catch (UsageException usage)
        {
            return Tell(around, usage.Faults, ExitCodes.Usage);
        }
        catch (InputRefusedException refusal)
        {
            return Tell(around, [.. refusal.Errors.Select(error => InputErrorText.Fault(refusal.Fault, error))], refusal);
        }
        catch (FaultException refusal)
        {
            return Tell(around, [refusal.Fault], refusal);
        }
        catch (OperationCanceledException) when (around.Stop.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception crash)
        {
            return Tell(around, [CommandFaults.Of(CommandFaults.Unexpected, $"This is a mistake of Godwit's own ({crash.GetType().Name} in {crash.TargetSite?.DeclaringType?.Name}.{crash.TargetSite?.Name}).")], ExitCodes.Failed);
        }
    }

    private static Task<int> DispatchAsync(string[] words, Surroundings around)
    {
        if (CommandTable.Find(words) is var (command, count)) return RunAsync(command, [.. words.Skip(count)], around);
        return Task.FromResult(words switch
        {
            [] or ["commands", ..] => Print(around, HelpText.Of(CommandTable.All)),
            [var word] when HelpWords.Contains(word) => Print(around, HelpText.Of(CommandTable.All)),
            ["manual"] => Print(around, ManualText.Write()),
            ["completion", "words", var begun, .. var before] => Print(around, string.Concat(Completion.Offer(before, begun).Select(word => word + "\n"))),
            ["completion", var shell] when ShellScript.For(shell) is { } script => Print(around, script + "\n"),
            [var noun, .. var rest] when CommandTable.OfNoun(noun) is { Count: > 0 } commands && (rest.Length == 0 || HelpWords.Contains(rest[0])) => Print(around, HelpText.Of(commands)),
            _ => throw Unknown(words),
        });
    }

    private static Task<int> RunAsync(Command command, IReadOnlyList<string> words, Surroundings around)
    {
        if (words.Any(HelpWords.Contains)) return Task.FromResult(Print(around, HelpText.Of(command)));
        var given = CommandParser.Parse(command, words);
        return command.Answerer == Answerer.Proxy ? new ProxyRun(given, around).RunAsync() : new ServiceRun(given, around).RunAsync();
    }

    private static UsageException Unknown(IReadOnlyList<string> words)
    {
        var told = words[0] == "completion" ? $"completion takes {string.Join(", ", ShellScript.Shells)}."
            : CommandTable.OfNoun(words[0]) is { Count: > 0 } commands ? $"'{commands[0].Noun}' takes {string.Join(", ", commands.Select(command => command.Verb))}; see 'godwit {commands[0].Noun} --help'."
            : $"There is no command '{OtherSideText.Show(words[0], 60)}'; see 'godwit commands'.";
        return new UsageException([CommandFaults.Of(CommandFaults.NotUnderstood, told)]);
    }

    private static int Print(Surroundings around, string text)
    {
        around.Output.Write(text);
        return ExitCodes.Done;
    }

    private static int Tell(Surroundings around, IReadOnlyList<Fault> faults, int exitCode)
    {
        foreach (var fault in faults) around.Error.WriteLine(FaultLine.Of(fault));
        return exitCode;
    }

    /// <summary>Tells what the service refused, and what its logs know the request by.</summary>
    private static int Tell(Surroundings around, IReadOnlyList<Fault> faults, Exception refusal)
    {
        var code = Tell(around, faults, ExitCodes.For(faults[0]));
        if (AnsweredRequest.Of(refusal) is { } id) around.Error.WriteLine($"The service's logs know this request by {id:D}.");
        return code;
    }
}
