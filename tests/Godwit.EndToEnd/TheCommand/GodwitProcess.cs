using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>A running <c>./godwit</c>. The script becomes the program, so that the process is one and the same.</summary>
public sealed partial class GodwitProcess : IDisposable
{
    private const int SigInt = 2;

    /// <summary>No run of a test takes longer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private GodwitProcess(Process process) => (_process, _output, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Starts it with exactly these additions to our environment, without a terminal.</summary>
    public static GodwitProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Start(Path.Combine(Checkout.Root, "godwit"), arguments, environment);

    /// <summary>The same by way of another program, which shall run it in its own place.</summary>
    public static GodwitProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("not started: " + program);
        process.StandardInput.Close();
        return new GodwitProcess(process);
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Ends it where it stands (SIGKILL), from any thread; nothing when it has ended already.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C does.</summary>
    public void Interrupt()
    {
        if (!_process.HasExited) _ = kill(_process.Id, SigInt);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<GodwitOutcome> FinishAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return new GodwitOutcome(_process.ExitCode, await _output, await _errors);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"godwit did not end within {Limit}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int kill(int process, int signal);

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
