using System.CommandLine;
using System.CommandLine.Help;

namespace Godwit.Proxy.Host.Commands;

/// <summary>All commands, and the way from a command line to one of them.</summary>
internal static class CommandTable
{
    /// <summary>Runs one command line.</summary>
    /// <exception cref="FaultException">The command failed.</exception>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <returns>Its exit code; 1 when it was not understood.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProxySurroundingsOfProcess around)
    {
        var given = Root(around).Parse(CmdletNames.Normalise(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Action is not HelpAction && CommandLineMistakes.In(given) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes) await around.Terminal.Error.WriteLineAsync(FaultLine.Of(mistake)).ConfigureAwait(false);
            return ProxyProgram.Usage;
        }
        return await given.InvokeAsync(new InvocationConfiguration { Output = around.Terminal.Output, Error = around.Terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, around.Stop).ConfigureAwait(false);
    }

    /// <summary>The first word that is typed is <c>godwit</c>, whatever this program's file is called.</summary>
    private static Command Root(ProxySurroundingsOfProcess around)
    {
        var proxy = new Command("proxy", "The MRS proxy: a service that hands the mailboxes of this organisation to a remote move over one HTTPS path.");
        var config = new ConfigOption(around);
        foreach (var command in new ServiceCommands(config, around).Build()) proxy.Add(command);
        foreach (var command in new UserCommands(config, around).Build()) proxy.Add(command);
        proxy.Add(Mailboxes());
        new ServiceCommands(config, around).AddServing(proxy);
        var root = new Command("godwit", "Runs the MRS proxy and administers it.") { new HelpOption(), new VersionOption(), proxy };
        foreach (var command in new DirectoryCommands(config, around).Build()) root.Add(command);
        return root;
    }

    /// <summary>Asks a proxy elsewhere and is therefore done by godwit itself; it stands here for the list of commands.</summary>
    private static Command Mailboxes()
    {
        var mailboxes = new Command("mailboxes", "Lists what a proxy can hand out; see 'godwit proxy mailboxes --help'.");
        mailboxes.SetAction(int (_) => throw new FaultException(new Fault(TerminalFaults.NotUnderstood, Side.Service, "This program runs a proxy; type 'godwit proxy mailboxes --from proxy://USER@HOST', in small letters, to list what one can hand out.")));
        return mailboxes;
    }
}
