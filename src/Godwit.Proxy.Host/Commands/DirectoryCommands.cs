using System.CommandLine;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Host.Printing;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Host.Commands;

/// <summary><c>Get-WebServicesVirtualDirectory</c> and <c>Set-WebServicesVirtualDirectory</c>, with the names of the real thing.</summary>
internal sealed class DirectoryCommands(ConfigOption config, ProxySurroundingsOfProcess around)
{
    private readonly Option<string?> _server = new("-Server", "-Identity") { Description = "The server; without it, Get shows all and Set changes this one.", HelpName = "NAME" };
    private readonly Option<string?> _format = new("-Format") { Description = "List (default), Table, Json or Csv.", HelpName = "FORMAT" };
    private readonly Dictionary<string, Option<string?>> _values =
        CmdletNames.Parameters.Except(["-Server", "-Identity", "-Format", "-Config"]).ToDictionary(name => name, name => new Option<string?>(name) { HelpName = "VALUE", Arity = ArgumentArity.ZeroOrOne });

    public IEnumerable<Command> Build()
    {
        var get = new Command(CmdletNames.Get, "Shows the published directory of each server.") { _server, _format };
        config.AddTo(get);
        get.SetAction(given => Get(config.Read(given).Configuration, given));
        var set = new Command(CmdletNames.Set, "Changes the published directory of a server; in force with its next request.") { _server };
        foreach (var option in _values.Values) set.Add(option);
        config.AddTo(set);
        set.SetAction(given => Set(config.Read(given).Configuration, given));
        return [get, set];
    }

    private int Get(ProxyConfiguration configuration, ParseResult given)
    {
        var directories = new VirtualDirectories(configuration.DirectoryFile, around.Clock);
        var shown = ServerOf(given) is { } server
            ? [directories.Of(Known(configuration, directories, server))]
            : directories.All.Append(directories.Of(configuration.Server)).DistinctBy(directory => directory.Server, StringComparer.OrdinalIgnoreCase).ToList();
        ObjectText.Write(around.Terminal.Output, given.GetValue(_format) ?? "List", [.. shown.Select(DirectoryFields.Of)]);
        return 0;
    }

    private int Set(ProxyConfiguration configuration, ParseResult given)
    {
        var directories = new VirtualDirectories(configuration.DirectoryFile, around.Clock);
        var server = Known(configuration, directories, ServerOf(given) ?? configuration.Server);
        var changes = _values.Where(option => given.GetResult(option.Value) is not null).Select(option => (Name: option.Key[1..], Value: given.GetValue(option.Value))).ToList();
        if (changes.Count == 0) throw DirectoryFields.Refuse($"nothing to change: name at least one of {string.Join(", ", _values.Keys)}.");
        directories.Change(server, directory => changes.Aggregate(directory, (changed, change) => DirectoryFields.With(changed, change.Name, change.Value)));
        return 0;
    }

    // -Identity may be written SERVER\EWS (Default Web Site).
    private string? ServerOf(ParseResult given) => given.GetValue(_server)?.Split('\\')[0];

    private static string Known(ProxyConfiguration configuration, VirtualDirectories directories, string server)
    {
        var known = directories.All.Select(directory => directory.Server).Append(configuration.Server).Concat(Routing.ServersOfMap.Read(configuration.Routing));
        return known.FirstOrDefault(name => string.Equals(name, server, StringComparison.OrdinalIgnoreCase))
            ?? throw new FaultException(new Fault(ProxyServiceFaults.NameUnknown, Side.Proxy, $"There is no server '{OtherSideText.Show(server)}': it is neither this one nor in the map of active copies."));
    }
}
