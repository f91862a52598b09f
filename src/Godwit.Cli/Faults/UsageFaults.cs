namespace Godwit.Cli;

/// <summary>The kinds of fault in what was asked for; each has its page in <c>docs/faults</c>.</summary>
public static class UsageFaults
{
    /// <summary>Something nobody foresaw: a mistake of ours.</summary>
    public static readonly FaultKind Unexpected = new("GW9000", "Unexpected error", Reach.Service, Remedy.GiveUp);
    /// <summary>An option is unknown, missing or has no value.</summary>
    public static readonly FaultKind BadCommandLine = new("GW9001", "Command line not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A store's address cannot be read.</summary>
    public static readonly FaultKind BadStoreAddress = new("GW9002", "Store address not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>An option's value cannot be read or is out of bounds.</summary>
    public static readonly FaultKind BadOptionValue = new("GW9003", "Option value not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>There is no password, or it cannot be read.</summary>
    public static readonly FaultKind NoPassword = new("GW9004", "No password", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A password stands where others can read it.</summary>
    public static readonly FaultKind PasswordExposed = new("GW9005", "Password on the command line", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The command that gives a token failed.</summary>
    public static readonly FaultKind TokenCommandFailed = new("GW9006", "Token command failed", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A file that was named cannot be used.</summary>
    public static readonly FaultKind FileUnusable = new("GW9007", "File cannot be used", Reach.Service, Remedy.FixConfiguration);

    /// <summary>The list of mailboxes cannot be understood, or does not fit the options.</summary>
    public static readonly FaultKind BadMailboxList = new("GW9008", "List of mailboxes not understood", Reach.Service, Remedy.FixConfiguration);

    internal static Fault Of(FaultKind kind, string told) => new(kind, Side.Service, told);

    internal static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(Of(kind, told), cause);
}
