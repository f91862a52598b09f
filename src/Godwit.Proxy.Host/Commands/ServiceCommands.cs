using System.CommandLine;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Host.Printing;
using Godwit.Proxy.Mailboxes;
using Godwit.Proxy.Protocol;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Host.Commands;

/// <summary><c>godwit proxy</c>, which runs the service, and <c>config</c>, <c>enable</c> and <c>disable</c> below it.</summary>
internal sealed class ServiceCommands(ConfigOption config, ProxySurroundingsOfProcess around)
{
    public IEnumerable<Command> Build() =>
    [
        Build("config", "Prints every setting that is in force, and where it comes from.", ShowConfig),
        Build("enable", "Sets MRSProxyEnabled: this server hands mailboxes out from the next request on.", given => Enable(given, true)),
        Build("disable", "Clears MRSProxyEnabled: this server refuses from the next request on.", given => Enable(given, false)),
    ];

    /// <summary>Without a command below it, <c>godwit proxy</c> runs the service.</summary>
    public void AddServing(Command proxy)
    {
        config.AddTo(proxy);
        proxy.SetAction((given, cancellation) => ServeAsync(config.Read(given).Configuration, cancellation));
    }

    private Command Build(string name, string description, Func<ParseResult, int> run)
    {
        var command = new Command(name, description);
        config.AddTo(command);
        command.SetAction(run);
        return command;
    }

    private int ShowConfig(ParseResult given)
    {
        var rows = config.Read(given).Effective.Select(value => (IReadOnlyList<string>)[value.Path, value.Value, value.Origin]).ToList();
        ObjectText.WriteTable(around.Terminal.Output, ["setting", "value", "from"], rows);
        return 0;
    }

    private int Enable(ParseResult given, bool enabled)
    {
        var configuration = config.Read(given).Configuration;
        new VirtualDirectories(configuration.DirectoryFile, around.Clock).Change(configuration.Server, directory => directory with { MRSProxyEnabled = enabled });
        around.Terminal.Output.WriteLine($"The MRS proxy of {configuration.Server} is {(enabled ? "enabled" : "disabled")}.");
        return 0;
    }

    private async Task<int> ServeAsync(ProxyConfiguration configuration, CancellationToken cancellation)
    {
        var server = await ProxyServer.StartAsync(configuration, Application, fault => around.Terminal.Error.WriteLine($"warning: {fault}"), around.Clock, cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var address in server.Addresses) await around.Terminal.Error.WriteLineAsync(Told(configuration, address)).ConfigureAwait(false);
            await WaitAsync(cancellation).ConfigureAwait(false);
        }
        return 0;
    }

    private static string Told(ProxyConfiguration configuration, Uri address) => address.Scheme == Uri.UriSchemeHttps
        ? $"{configuration.Server} answers at {new Uri(address, configuration.Listening.Path)}"
        : $"{configuration.Server} refuses plain http at {address}";

    private static Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource();
        cancellation.Register(ended.SetResult);
        return ended.Task;
    }

    private static OwningApplication Application(ProxySurroundings surroundings)
    {
        var mailboxes = new MailboxDirectory(new StoreConnectors(surroundings.Stores).Open, surroundings.Clock);
        return new OwningApplication(new ProxyApplication(mailboxes, new MailboxService(new ServiceSettings(), new MoveFence()), new ProxyApplicationSettings())
        {
            Catalogue = new StoreCatalogue(surroundings.Stores, surroundings.ServerOf),
        }, mailboxes);
    }
}
