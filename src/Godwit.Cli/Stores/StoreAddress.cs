namespace Godwit.Cli;

/// <summary>Where a mailbox is, as the administrator wrote it. There is never a secret in it.</summary>
public abstract record StoreAddress
{
    private const string Known = "maildir:PATH, imap://USER@HOST:PORT, imaps://USER@HOST:PORT and proxy://USER@HOST/mailbox@domain";

    /// <summary>Which mailbox it is, whatever the way to it: equal for two addresses of one mailbox. Two of them may still be one, under two names of a host.</summary>
    internal abstract string Place { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="option">The option that it was given with, for the sentence.</param>
    /// <param name="text">What was written. It is never repeated in a fault: a password may stand in it by mistake.</param>
    /// <exception cref="FaultException"><see cref="UsageFaults.BadStoreAddress"/> or <see cref="UsageFaults.PasswordExposed"/>.</exception>
    public static StoreAddress Parse(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        return scheme switch
        {
            "maildir" => MaildirAddress.Read(option, text[(colon + 1)..]),
            "imap" or "imaps" => ImapAddress.Read(option, scheme == "imaps", text[(colon + 1)..]),
            "proxy" => ProxyAddress.Read(option, text[(colon + 1)..]),
            _ => throw Refuse(option, $"does not begin with a known kind of store; known are {Known}"),
        };
    }

    internal static FaultException Refuse(string option, string why) => UsageFaults.Refuse(UsageFaults.BadStoreAddress, $"The address given with {option} {why}.");
}
