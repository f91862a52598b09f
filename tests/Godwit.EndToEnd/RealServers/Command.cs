using System.Diagnostics;

namespace Godwit.EndToEnd.RealServers;

/// <summary>What a finished process left.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The output, when it ended well.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message holds what it said.</exception>
    public string OutputOrThrow(string what) => ExitCode == 0 ? Output : throw new InvalidOperationException($"{what} ended with {ExitCode}: {Errors}{Output}");
}

/// <summary>Runs another program to its end.</summary>
public static class Command
{
    /// <summary>No command of a test takes longer; it is ended then, with what it started.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs it with these arguments and additions to our environment.</summary>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("not started: " + program);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    private static async Task<CommandResult> FinishAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
