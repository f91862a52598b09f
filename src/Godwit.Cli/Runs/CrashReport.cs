using System.Runtime.InteropServices;

namespace Godwit.Cli;

/// <summary>What nobody foresaw, written down for developers; the administrator gets one sentence.</summary>
internal static class CrashReport
{
    /// <summary>Writes the file and gives the fault that names it.</summary>
    /// <param name="crash">What was thrown.</param>
    /// <param name="environment">Tells the value of an environment variable, or null.</param>
    /// <param name="clock">Tells the time.</param>
    public static Fault Write(Exception crash, Func<string, string?> environment, TimeProvider clock)
    {
        var told = $"Something went wrong that nobody foresaw ({crash.GetType().Name}).";
        try
        {
            var path = Path.Combine(Folder(environment), $"crash-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{Environment.ProcessId}.txt");
            Save(path, Text(crash));
            return UsageFaults.Of(UsageFaults.Unexpected, $"{told} Please report it with the file '{path}'.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return UsageFaults.Of(UsageFaults.Unexpected, $"{told} Its details could not be written: {refusal.Message}");
        }
    }

    private static string Folder(Func<string, string?> environment) =>
        environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathFullyQualified(state) ? Path.Combine(state, "godwit")
        : environment("HOME") is { Length: > 0 } home && Path.IsPathFullyQualified(home) ? Path.Combine(home, ".local", "state", "godwit")
        : Path.GetTempPath();

    // No command line and no environment: both may hold what is nobody's business.
    private static string Text(Exception crash) =>
        $"godwit {typeof(CrashReport).Assembly.GetName().Version}\n{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}\n\n{crash}\n";

    private static void Save(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
