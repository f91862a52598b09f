using System.Diagnostics;

namespace Godwit.Demo.Programs;

/// <summary>Runs commands as an administrator types them, and shows them so.</summary>
/// <param name="environment">Additions to our environment: which service, whose token.</param>
/// <param name="show">Told each command line before it is run.</param>
internal sealed class GodwitCommand(IReadOnlyDictionary<string, string> environment, Action<string> show)
{
    /// <summary>Runs one to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="FaultException">It refused or failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        show("godwit " + string.Join(' ', words.Select(Quoted)));
        var start = new ProcessStartInfo(ProgramFiles.Godwit, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw DemoFaults.Refuse(DemoFaults.StepFailed, $"godwit {words[0]} cannot be started.");
        process.StandardInput.Close();
        var complaint = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        var told = await complaint.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return process.ExitCode == 0 ? output : throw DemoFaults.Refuse(DemoFaults.StepFailed, string.Create(CultureInfo.InvariantCulture, $"godwit {words[0]} ended with {process.ExitCode}: {OtherSideText.Show(told.Trim(), 2_000)}"));
    }

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
