using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Godwit.EndToEnd.RealServers;

/// <summary>A program that runs beside the test, in the foreground of its own process, until it is ended. What it says is kept.</summary>
internal sealed class BackgroundProgram : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _said = new();
    private readonly List<(string Text, TaskCompletionSource Heard)> _awaited = [];
    private readonly Process _process;

    private BackgroundProgram(Process process) => _process = process;

    /// <summary>All that it has said so far.</summary>
    public string Said { get { lock (_said) return _said.ToString(); } }

    /// <summary>Starts it.</summary>
    public static BackgroundProgram Start(string program, params IEnumerable<string> arguments) => Start(program, arguments, new Dictionary<string, string>());

    /// <summary>Starts it with these additions to its environment.</summary>
    public static BackgroundProgram Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var background = new BackgroundProgram(process);
        process.OutputDataReceived += (_, line) => background.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => background.Hear(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return background;
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            if (line is not null) _said.AppendLine(line);
            foreach (var (text, heard) in _awaited)
                if (line is null ? _process.HasExited : line.Contains(text, StringComparison.Ordinal)) heard.TrySetResult();
        }
    }

    /// <summary>Returns when it has said this.</summary>
    public async Task WaitForAsync(string text)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_said)
        {
            if (_said.ToString().Contains(text, StringComparison.Ordinal)) return;
            _awaited.Add((text, heard));
        }
        await Task.WhenAny(heard.Task, _process.WaitForExitAsync(), Task.Delay(LongestStart));
        if (!Said.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"{_process.StartInfo.FileName} did not say '{text}': {Said}");
    }

    /// <summary>Returns when it accepts connections at this port.</summary>
    public async Task WaitForPortAsync(int port)
    {
        using var limit = new CancellationTokenSource(LongestStart);
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {Said}");
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10, limit.Token); // between two looks: nothing tells when somebody else's program listens
            }
        }
    }

    /// <summary>Ends it where it stands (SIGKILL), with what it started; from any thread.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
