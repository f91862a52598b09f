using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Godwit.Demo.Programs;

/// <summary>A program that runs beside us, in a process of its own, until we end it. What it says goes to a file, and its lines can be waited for.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int MostSaid = 40;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(40), LongestEnd = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _name;
    private readonly StreamWriter _log;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _said = new();

    private RunningProgram(Process process, string name, StreamWriter log) => (_process, _name, _log) = (process, name, log);

    /// <summary>Starts <c>godwit</c> with these words.</summary>
    /// <param name="arguments">The words.</param>
    /// <param name="environment">Additions to our environment.</param>
    /// <param name="logFile">Where what it says goes.</param>
    /// <exception cref="FaultException">It cannot be started.</exception>
    public static RunningProgram Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        var start = new ProcessStartInfo(ProgramFiles.Godwit, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var program = new RunningProgram(new Process { StartInfo = start }, $"godwit {arguments[0]}", new StreamWriter(logFile) { AutoFlush = true });
        program._process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        if (!program._process.Start()) throw DemoFaults.Refuse(DemoFaults.StepFailed, $"{program._name} cannot be started.");
        program._process.StandardInput.Close();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            if (line is null) return;
            if (_said.Count == MostSaid) _said.Dequeue();
            _said.Enqueue(line);
            _log.WriteLine(line);
        }
        _lines.Writer.TryWrite(line);
    }

    /// <summary>The next line, from those that nobody has waited for yet, of which <paramref name="found"/> makes something.</summary>
    /// <exception cref="FaultException">It ended, or did not say so in time.</exception>
    public async Task<T> WaitForAsync<T>(Func<string, T?> found, CancellationToken cancellation) where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestStart);
        _ = _process.WaitForExitAsync(limit.Token).ContinueWith(_ => limit.Cancel(), limit.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        try
        {
            while (true)
                if (found(await _lines.Reader.ReadAsync(limit.Token).ConfigureAwait(false)) is { } made) return made;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw DemoFaults.Refuse(DemoFaults.StepFailed, $"{_name} {(_process.HasExited ? "ended by itself" : "did not start in time")}: {OtherSideText.Show(Said(), 2_000)}");
        }
    }

    private string Said()
    {
        lock (_said) return string.Join(' ', _said);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _ = Kill(_process.Id, SigTerm);
        using var limit = new CancellationTokenSource(LongestEnd);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        _process.Dispose();
        await _log.DisposeAsync().ConfigureAwait(false);
    }
}
