using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Godwit.Cli;

/// <summary>
/// The commands of the proxy service, and those of diagnosis, are done by programs of their own beside this one: what they need (ASP.NET Core, HTTP, a report's pages) would cost every start of <c>godwit</c> some milliseconds.
/// </summary>
internal static partial class ProxyProgramFile
{
    private static readonly string[] Commands = ["proxy", "Get-WebServicesVirtualDirectory", "Set-WebServicesVirtualDirectory"];
    private static readonly string[] DiagnosisCommands = ["examine", "logs", "read", "bundle"];

    /// <summary>True when a command line is for one of them. As with cmdlets, case does not matter. <c>proxy mailboxes</c> asks a proxy elsewhere, as a move does, and is ours.</summary>
    public static bool IsFor(IReadOnlyList<string> arguments) =>
        IsForDiagnosis(arguments) || (arguments.Count > 0 && Commands.Contains(arguments[0], StringComparer.OrdinalIgnoreCase) && !(arguments.Count > 1 && arguments[0] == "proxy" && arguments[1] == "mailboxes"));

    private static bool IsForDiagnosis(IReadOnlyList<string> arguments) => arguments.Count > 0 && DiagnosisCommands.Contains(arguments[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>Becomes that program where the system can, so that signals, terminal and exit code are its own; else runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="FaultException">It is not there.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var name = IsForDiagnosis(arguments) ? "godwit-diagnose" : "godwit-proxy";
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        if (!File.Exists(path)) throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The program '{path}' is missing: it belongs to the installation and does what '{OtherSideText.Show(arguments[0])}' asks.");
        // Returns only when it failed.
        if (!OperatingSystem.IsWindows()) _ = Become(path, [path, .. arguments, null]);
        using var program = Process.Start(new ProcessStartInfo(path, arguments)) ?? throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The program '{path}' cannot be started.");
        program.WaitForExit();
        return program.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Become(string path, string?[] arguments);
}
