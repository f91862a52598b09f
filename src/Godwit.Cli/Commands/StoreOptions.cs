using System.CommandLine;

namespace Godwit.Cli;

/// <summary>The options that name one store and where its password comes from.</summary>
internal sealed class StoreOptions
{
    private readonly string _side;
    private readonly Option<string?> _address;
    private readonly Option<string?> _passwordFile;
    private readonly Option<string?> _tokenCommand;

    private StoreOptions(string side, string help)
    {
        _side = side;
        _address = Options.Text($"--{side}", "STORE", help);
        _passwordFile = Options.Text($"--{side}-password-file", "FILE", $"A file that holds the password; else {new SecretSettings(side).Variable}, else the terminal is asked.");
        _tokenCommand = Options.Text($"--{side}-token-command", "COMMAND", "A command that writes an OAuth token; run again when a fresh one is needed.");
    }

    /// <summary>The source's.</summary>
    public static StoreOptions From() => new("from", "The store to read: maildir:PATH, imaps://USER@HOST:PORT, imap://USER@HOST:PORT (STARTTLS; clear text only with ?tls=none), or proxy://USER@HOST/mailbox@domain (an MRS Proxy).");

    /// <summary>The target's.</summary>
    public static StoreOptions To() => new("to", "The store to write, in the same form.");

    public void AddTo(Command command)
    {
        command.Add(_address);
        command.Add(_passwordFile);
        command.Add(_tokenCommand);
    }

    /// <summary>The store; null, and a problem, when it is missing or wrong.</summary>
    public ChosenStore? Read(OptionReader reader)
    {
        if (reader.Store(_address) is not { } address) return null;
        var settings = new SecretSettings(_side) { PasswordFile = reader.FilePath(_passwordFile), TokenCommand = reader.Text(_tokenCommand) };
        if (settings is { PasswordFile: not null, TokenCommand: not null })
            reader.Problems.Add(UsageFaults.BadCommandLine, $"--{_side}-password-file and --{_side}-token-command exclude each other.");
        return new ChosenStore(address, settings);
    }

    /// <summary>The same for the mailboxes of a list.</summary>
    public StoreTemplate? ReadTemplate(OptionReader reader)
    {
        var (file, command) = (reader.Template(_passwordFile), reader.Text(_tokenCommand));
        if (file is not null && command is not null) reader.Problems.Add(UsageFaults.BadCommandLine, $"--{_side}-password-file and --{_side}-token-command exclude each other.");
        if (reader.Template(_address) is { } address) return new StoreTemplate(_side, address, file, command);
        if (reader.Text(_address) is null) reader.Problems.AddMissing(_address.Name, $"--{_side} is missing: it names the stores, such as imaps://{{user}}@HOST:PORT or maildir:/PATH/{{user}}.");
        return null;
    }

    /// <summary>The same for a store that may be missing.</summary>
    public ChosenStore? ReadIfGiven(OptionReader reader) => reader.Text(_address) is null ? null : Read(reader);
}

/// <summary>A store and where its password comes from.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Secret">Where the password comes from; not asked for a Maildir.</param>
public sealed record ChosenStore(StoreAddress Address, SecretSettings Secret);
