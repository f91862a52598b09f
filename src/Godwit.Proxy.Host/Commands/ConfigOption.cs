using System.CommandLine;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Host.Commands;

/// <summary>Where the configuration is, and what the command line overrules in it.</summary>
internal sealed class ConfigOption(ProxySurroundingsOfProcess around)
{
    private const string Variable = "GODWIT_PROXY_CONFIG";
    private const string DefaultFile = "/etc/godwit/proxy.yaml";

    private readonly Option<string?> _file = new("--config", "-Config") { Description = $"The configuration; without it ${Variable}, else {DefaultFile}.", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "Overrules one value of the configuration: --set listen=8443.", HelpName = "KEY=VALUE" };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_set);
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public ReadConfiguration Read(ParseResult given)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given.GetValue(_set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new ConfigurationException([new Fault(ProxyServiceFaults.BadConfiguration, Side.Proxy, $"--set takes KEY=VALUE, not '{OtherSideText.Show(pair)}'.")]);
            flags[pair[..equals]] = pair[(equals + 1)..];
        }
        return ConfigurationFile.Read(given.GetValue(_file) ?? around.Environment(Variable) ?? DefaultFile, flags, around.Environment);
    }
}
