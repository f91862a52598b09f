using System.CommandLine;

namespace Godwit.Proxy.Host.Commands;

/// <summary>All commands, and the way from a command line to one of them.</summary>
internal static class CommandTable
{
    /// <summary>Runs one command line.</summary>
    /// <exception cref="FaultException">The command failed.</exception>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, ProxySurroundingsOfProcess around)
    {
        var given = Root(around).Parse(CmdletNames.Normalise(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
        return given.InvokeAsync(new InvocationConfiguration { Output = around.Terminal.Output, Error = around.Terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, around.Stop);
    }

    private static RootCommand Root(ProxySurroundingsOfProcess around)
    {
        var proxy = new Command("proxy", "The MRS proxy: a service that hands the mailboxes of this organisation to a remote move over one HTTPS path.");
        var config = new ConfigOption(around);
        foreach (var command in new ServiceCommands(config, around).Build()) proxy.Add(command);
        foreach (var command in new UserCommands(config, around).Build()) proxy.Add(command);
        new ServiceCommands(config, around).AddServing(proxy);
        var root = new RootCommand("Runs the MRS proxy and administers it.") { proxy };
        foreach (var command in new DirectoryCommands(config, around).Build()) root.Add(command);
        return root;
    }
}
