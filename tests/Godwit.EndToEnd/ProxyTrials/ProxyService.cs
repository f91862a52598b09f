using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>A <c>godwit proxy</c> of a test's own: its configuration, certificate and everything it writes lie in one folder, its users' passwords in another.</summary>
internal sealed partial class ProxyService : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _secrets = new();
    private readonly Dictionary<string, string> _environment;
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    private ProxyService(Dictionary<string, string>? environment) => _environment = environment ?? [];

    /// <summary>Its folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>The authority of its certificate.</summary>
    public static string Authority => Path.Combine(Certificates, "ca.pem");

    /// <summary>Certificates for localhost, made once.</summary>
    public static string Certificates { get; } = MakeCertificates();

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>A path in its folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>The published address.</summary>
    public string Url(string path = "/EWS/mrsproxy.svc") => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{Port}{path}");

    /// <summary>A mailbox behind it, for <c>--from</c> and <c>--to</c>.</summary>
    public string Store(string mailbox, string user = "mig") => string.Create(CultureInfo.InvariantCulture, $"proxy://{Uri.EscapeDataString(user)}@localhost:{Port}/{mailbox}?ca={Authority}");

    /// <summary>A proxy that does not run yet: configuration, certificate, an account of the role group, enabled.</summary>
    /// <param name="yaml">The configuration, made for a folder; where it listens comes from the test.</param>
    /// <param name="environment">Additions to the environment of all its commands.</param>
    public static async Task<ProxyService> PrepareAsync(Func<string, string> yaml, Dictionary<string, string>? environment = null)
    {
        var service = new ProxyService(environment);
        File.Copy(Path.Combine(Certificates, "good.pem"), service["proxy.pem"]);
        await File.WriteAllTextAsync(service["proxy.yaml"], yaml(service.Folder));
        await service.DoAsync("proxy", "enable");
        return service;
    }

    /// <summary>Adds an account to the role group.</summary>
    public async Task AddUserAsync(string name, string password, params string[] options)
    {
        await File.WriteAllTextAsync(_secrets["password"], password + "\n");
        await DoAsync(["proxy", "user", "add", name, "--group", "Recipient Management", "--password-file", _secrets["password"], .. options]);
        File.Delete(_secrets["password"]);
    }

    /// <summary>Runs one of its commands, which must end well.</summary>
    public async Task<string> DoAsync(params string[] arguments) => (await Command.RunAsync(
        Path.Combine(Checkout.Root, "godwit"), [.. arguments, "--config", this["proxy.yaml"]], _environment)).OutputOrThrow(string.Join(' ', arguments));

    /// <summary>Starts it on a free port and returns when it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "godwit"), ["proxy", "--config", this["proxy.yaml"], "--set", "listen=127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        var answers = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, answers);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Port = await answers.Task.WaitAsync(Patience);
    }

    private void Hear(string? line, TaskCompletionSource<int> answers)
    {
        if (line is null) answers.TrySetException(new InvalidOperationException("the proxy did not start: " + Said));
        _said.Enqueue(line ?? "");
        if (Answering().Match(line ?? "") is { Success: true } found) answers.TrySetResult(int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"answers at https://127\.0\.0\.1:(\d+)/")]
    private static partial Regex Answering();

    /// <summary>What it has printed.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>The most memory it ever had in real use, in kilobytes (VmHWM of the kernel).</summary>
    public long PeakKilobytes() => long.Parse(
        File.ReadLines($"/proc/{_process!.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>Tells it to end, and waits for that: its logs are complete then.</summary>
    public async Task<GodwitOutcome> StopAsync()
    {
        Assert.False(_process!.HasExited, "the proxy ended by itself: " + Said);
        _ = kill(_process.Id, SigTerm);
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return new GodwitOutcome(_process.ExitCode, Said, "");
    }

    /// <summary>The lines of its logs in one folder, prologs left out.</summary>
    public IReadOnlyList<string> Log(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "logs", folder), "*", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(line => !line.StartsWith('#') && !line.StartsWith("DateTime,", StringComparison.Ordinal))];

    /// <summary>Asks curl, which gives the status.</summary>
    public async Task<string> CurlAsync(params string[] arguments) => (await Command.RunAsync(
        "curl", ["--silent", "--cacert", Authority, "--output", "/dev/null", "--write-out", "%{http_code}", .. arguments], _environment)).OutputOrThrow("curl");

    /// <summary>Runs <c>./godwit</c> with the password of the account on the source's side.</summary>
    public Task<CommandResult> GodwitAsync(string password, params string[] arguments) => Command.RunAsync(
        Path.Combine(Checkout.Root, "godwit"), arguments,
        new Dictionary<string, string>(_environment) { ["GODWIT_FROM_PASSWORD"] = password, ["GODWIT_TO_PASSWORD"] = password, ["XDG_STATE_HOME"] = _secrets["state-home"] });

    private static string MakeCertificates()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("GODWIT_SERVERS") ?? Path.Combine(Checkout.Root, "artifacts", "servers"), "certificates");
        Command.RunAsync(Path.Combine(Checkout.ServerScripts, "certificates"), [folder]).GetAwaiter().GetResult().OutputOrThrow("certificates");
        return folder;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int kill(int process, int signal);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _folder.Dispose();
        _secrets.Dispose();
    }
}
