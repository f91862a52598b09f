using System.Diagnostics;
using System.Globalization;

namespace Godwit.Store.Tests;

/// <summary>A <see cref="LedgerWriter"/> in a process of its own, that can be killed as the power cord would.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    /// <summary>Starts it and waits until it has committed once.</summary>
    public static WriterProcess Start(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [LedgerWriter.Verb, path]) { RedirectStandardOutput = true };
        var writer = new WriterProcess(Process.Start(start)!);
        var before = writer.NextCommit();
        while (writer.NextCommit() == before) { }
        return writer;
    }

    public int Id => _process.Id;

    /// <summary>The number of the next commit that it reports.</summary>
    public uint NextCommit() =>
        uint.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The writer ended by itself."), CultureInfo.InvariantCulture);

    /// <summary>Kills it (SIGKILL) and gives the last commit that it reported before.</summary>
    public uint Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        var last = 0u;
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (uint.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) last = number;
        }
        return last;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
