using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>
/// The files with the account that moves and with what is enabled, made once by the commands that administrators type, and copied for each organisation.
/// </summary>
internal static class ProxyAccounts
{
    /// <summary>The account, which may sign in by Basic and NTLM.</summary>
    public const string User = "mig", Password = "Canary-5-proxy";

    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> Made = new(MakeAsync);

    /// <summary>The names of the three servers that are enabled.</summary>
    public static IReadOnlyList<string> Servers { get; } = ["mbx1", "mbx2", "mbx3"];

    /// <summary>Puts the files into a folder: <c>users.json</c>, <c>users.key</c>, <c>directories.json</c>.</summary>
    public static async Task CopyAsync(string folder)
    {
        foreach (var (name, content) in await Made.Value) await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["password"], Password + "\n");
        await File.WriteAllTextAsync(folder["proxy.yaml"], Configuration("mbx1"));
        await RunAsync(folder["proxy.yaml"], "proxy", "user", "add", User, "--group", "Recipient Management", "--ntlm", "--password-file", folder["password"]);
        foreach (var server in Servers)
        {
            await File.WriteAllTextAsync(folder["proxy.yaml"], Configuration(server));
            await RunAsync(folder["proxy.yaml"], "proxy", "enable");
        }
        return new[] { "users.json", "users.key", "directories.json" }.ToDictionary(name => name, name => File.ReadAllBytes(folder[name]));
    }

    private static string Configuration(string server) => $$"""
        server: {{server}}
        certificate: server.pem
        {{SharedFiles}}
        stores: { trial: { memory: true, mailboxes: '*@mail.example' } }

        """;

    /// <summary>The keys that name the files.</summary>
    public const string SharedFiles = "users: users.json\nuser-key-file: users.key\nvirtual-directory: directories.json";

    /// <summary>Runs one of the proxy's commands, as an administrator does.</summary>
    public static async Task RunAsync(string configuration, params IEnumerable<string> words) =>
        (await Command.RunAsync(Path.Combine(Checkout.Root, "godwit"), [.. words, "--config", configuration])).OutputOrThrow(string.Join(' ', words));
}
