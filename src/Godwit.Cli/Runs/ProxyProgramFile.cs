using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Godwit.Cli;

/// <summary>
/// The commands of the proxy service are done by a program of their own beside this one: it needs ASP.NET Core, whose mere mention would cost every start of <c>godwit</c> some milliseconds.
/// </summary>
internal static partial class ProxyProgramFile
{
    private static readonly string[] Commands = ["proxy", "Get-WebServicesVirtualDirectory", "Set-WebServicesVirtualDirectory"];

    /// <summary>True when a command line is for that program. As with cmdlets, case does not matter. <c>proxy mailboxes</c> asks a proxy elsewhere, as a move does, and is ours.</summary>
    public static bool IsFor(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && Commands.Contains(arguments[0], StringComparer.OrdinalIgnoreCase) && !(arguments.Count > 1 && arguments[0] == "proxy" && arguments[1] == "mailboxes");

    /// <summary>Becomes that program where the system can, so that signals, terminal and exit code are its own; else runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="FaultException">It is not there.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "godwit-proxy.exe" : "godwit-proxy");
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
