using System.CommandLine;

namespace Godwit.Cli;

/// <summary>A list of what a proxy can hand out, as it was asked for.</summary>
/// <param name="Proxy">The proxy; its address names no mailbox.</param>
/// <param name="Link">The way to it.</param>
/// <param name="Sizes">Open each mailbox to count items and bytes.</param>
/// <param name="Json">Print one object of JSON.</param>
public sealed record ProxyMailboxesOptions(ChosenStore Proxy, LinkSettings Link, bool Sizes, bool Json);

/// <summary><c>godwit proxy mailboxes</c>: the one command below <c>proxy</c> that asks a proxy elsewhere, as a move does. The others administer the service and are done by its own program.</summary>
internal sealed class ProxyMailboxesCommand
{
    private readonly Option<string?> _from = Options.Text("--from", "PROXY", "The proxy: proxy://USER@HOST[:PORT]. The account needs what a move needs.");
    private readonly Option<string?> _passwordFile = Options.Text("--from-password-file", "FILE", $"A file that holds the password; else {new SecretSettings("from").Variable}, else the terminal is asked.");
    private readonly Option<string?> _tokenCommand = Options.Text("--from-token-command", "COMMAND", "A command that writes an OAuth token.");
    private readonly Option<string?> _authorities = Options.Text("--ca", "FILE", "PEM with the authorities to trust instead of the system's.");
    private readonly Option<bool> _noSizes = Options.Flag("--no-sizes", "Only list; open no mailbox.");
    private readonly Option<bool> _json = Options.Flag("--json", "Print one line of JSON.");
    private readonly Option<string?> _wireLog = Options.Text("--wire-log", "FILE", "Write what is asked and answered into FILE, without messages and passwords.");

    /// <summary>The command; <paramref name="run"/> does it and gives the exit code, unless there are problems.</summary>
    public Command Build(Problems problems, Func<ProxyMailboxesOptions, int> run)
    {
        var command = new Command("mailboxes", "Lists what an MRS Proxy can hand out: store, address, size, items, server, region.\n\n" + ExitCodes.Help("done, but a mailbox that is listed could not be opened"));
        foreach (var option in (Option[])[_from, _passwordFile, _tokenCommand, _authorities, _noSizes, _json, _wireLog]) command.Add(option);
        command.SetAction(given => run(Read(new OptionReader(given, problems))));
        return new Command("proxy", "The MRS Proxy; 'godwit proxy --help' tells the commands that run and administer it.") { command };
    }

    private ProxyMailboxesOptions Read(OptionReader reader)
    {
        var address = Address(reader);
        var secret = new SecretSettings("from") { PasswordFile = reader.FilePath(_passwordFile), TokenCommand = reader.Text(_tokenCommand) };
        if (secret is { PasswordFile: not null, TokenCommand: not null }) reader.Problems.Add(UsageFaults.BadCommandLine, "--from-password-file and --from-token-command exclude each other.");
        var link = new LinkSettings(Compress: false, reader.FilePath(_wireLog), BytesPerSecond: null) { AuthoritiesFile = reader.FilePath(_authorities) };
        reader.Problems.ThrowIfAny();
        return new ProxyMailboxesOptions(new ChosenStore(address!, secret), link, !reader.Flag(_noSizes), reader.Flag(_json));
    }

    private ProxyAddress? Address(OptionReader reader)
    {
        if (reader.Text(_from) is not { } text)
        {
            reader.Problems.AddMissing("--from", "--from is missing: it names the proxy, proxy://USER@HOST[:PORT].");
            return null;
        }
        try
        {
            var address = ProxyAddress.ReadWithoutMailbox("--from", text);
            if (address.Tls != TlsUse.Required && reader.FilePath(_authorities) is not null) reader.Problems.Add(UsageFaults.BadCommandLine, "--ca and the tls option of the address exclude each other.");
            return address;
        }
        catch (FaultException refusal)
        {
            reader.Problems.Add(refusal.Fault);
            return null;
        }
    }
}
