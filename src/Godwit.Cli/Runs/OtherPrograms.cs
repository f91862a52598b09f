using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Godwit.Cli;

/// <summary>
/// Commands that are done by programs of their own beside this one: what they need (ASP.NET Core, a database, a client of the service) would cost every start of <c>godwit</c> some milliseconds.
/// </summary>
internal static partial class OtherPrograms
{
    private const string Administration = "godwit-admin", Proxy = "godwit-proxy", Server = "godwit-server", Demo = "godwit-demo", Diagnosis = "godwit-diagnose";

    /// <summary>The first words of the command lines that administer a service; the table of commands in that program is held against this by a test.</summary>
    internal static readonly string[] AdministrationWords =
        ["endpoint", "batch", "user", "move-request", "config", "limit", "target", "statistics", "audit", "report", "health", "administrator", "token", "virtual-directory", "commands", "manual", "completion"];

    private static readonly string[] DiagnosisWords = ["examine", "logs", "read", "bundle"];

    /// <summary>The first words of all command lines that are for them, but for cmdlets.</summary>
    public static IEnumerable<string> FirstWords => ["proxy", "serve", "demo", .. DiagnosisWords, .. AdministrationWords];

    /// <summary>The program that a command line is for; null: ours. As with cmdlets, case does not matter. <c>proxy mailboxes</c> asks a proxy elsewhere, as a move does, and is ours.</summary>
    public static string? For(IReadOnlyList<string> arguments) => arguments switch
    {
        [] or ["proxy", "mailboxes", ..] => null,
        [var first, ..] when Same(first, "proxy") => Proxy,
        [var first, ..] when Same(first, "serve") => Server,
        [var first, ..] when Same(first, "demo") => Demo,
        [var first, ..] when DiagnosisWords.Contains(first, StringComparer.OrdinalIgnoreCase) => Diagnosis,
        [var first, ..] when IsCmdlet(first) || AdministrationWords.Contains(first, StringComparer.OrdinalIgnoreCase) => Administration,
        _ => null,
    };

    /// <summary>Becomes that program where the system can, so that signals, terminal and exit code are its own; else runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="FaultException">It is not there.</exception>
    public static int Run(string program, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? program + ".exe" : program);
        if (!File.Exists(path)) throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The program '{path}' is missing: it belongs to the installation and does what '{OtherSideText.Show(arguments[0])}' asks.");
        // Each knows its commands by their whole lines, but the one that has only one.
        var passed = program is Demo ? [.. arguments.Skip(1)] : arguments;
        // Returns only when it failed.
        if (!OperatingSystem.IsWindows()) _ = Become(path, [path, .. passed, null]);
        using var running = Process.Start(new ProcessStartInfo(path, passed)) ?? throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The program '{path}' cannot be started.");
        running.WaitForExit();
        return running.ExitCode;
    }

    // Verb-Noun, whatever the verb: a cmdlet that nobody knows is refused by the program that knows all of them. "move-request" is a noun of ours, and its verb is no verb of a cmdlet.
    private static bool IsCmdlet(string word)
    {
        var dash = word.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && dash < word.Length - 1 && word.All(c => char.IsAsciiLetter(c) || c == '-') && Verbs.Contains(word[..dash], StringComparer.OrdinalIgnoreCase);
    }

    private static readonly string[] Verbs = ["New", "Get", "Set", "Remove", "Start", "Stop", "Complete", "Suspend", "Resume", "Test", "Export"];

    private static bool Same(string word, string name) => string.Equals(word, name, StringComparison.OrdinalIgnoreCase);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Become(string path, string?[] arguments);
}
