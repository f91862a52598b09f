namespace Godwit.Testing.Imap;

/// <summary>When a command may be given.</summary>
internal enum CommandState { Any, BeforeSignIn, SignedIn, Selected }

/// <summary>A command: its state, the capability that must be offered for it, and what it does. The answer is the tagged line without its tag.</summary>
internal sealed record ImapCommand(CommandState State, string? Capability, Func<ImapSession, string> Run)
{
    public bool NeedsFolder => State == CommandState.Selected;

    public bool IsOffered(ImapSession session)
    {
        if (Capability is not null && !session.Offers(Capability)) return false;
        if (State == CommandState.BeforeSignIn && session.Mailbox is not null) throw new BadCommandException("Already signed in");
        if (State is CommandState.SignedIn or CommandState.Selected && session.Mailbox is null) throw new BadCommandException("Sign in first");
        if (State == CommandState.Selected && session.View is null) throw new BadCommandException("No mailbox selected");
        return true;
    }
}

/// <summary>Every command that the server knows, by name.</summary>
internal static class CommandTable
{
    private static readonly Dictionary<string, ImapCommand> _commands = new(StringComparer.Ordinal)
    {
        ["CAPABILITY"] = new(CommandState.Any, null, PlainCommands.Capability),
        ["NOOP"] = new(CommandState.Any, null, PlainCommands.Noop),
        ["LOGOUT"] = new(CommandState.Any, null, PlainCommands.Logout),
        ["ID"] = new(CommandState.Any, "ID", PlainCommands.Id),
        ["STARTTLS"] = new(CommandState.BeforeSignIn, null, PlainCommands.StartTls),
        ["COMPRESS"] = new(CommandState.SignedIn, "COMPRESS=DEFLATE", PlainCommands.Compress),
        ["ENABLE"] = new(CommandState.SignedIn, "ENABLE", PlainCommands.Enable),
        ["NAMESPACE"] = new(CommandState.SignedIn, "NAMESPACE", PlainCommands.Namespace),
        ["LOGIN"] = new(CommandState.BeforeSignIn, null, SignInCommands.Login),
        ["AUTHENTICATE"] = new(CommandState.BeforeSignIn, null, SignInCommands.Authenticate),
        ["SELECT"] = new(CommandState.SignedIn, null, s => SelectCommand.Run(s, readOnly: false)),
        ["EXAMINE"] = new(CommandState.SignedIn, null, s => SelectCommand.Run(s, readOnly: true)),
        ["LIST"] = new(CommandState.SignedIn, null, ListCommand.Run),
        ["LSUB"] = new(CommandState.SignedIn, null, LsubCommand.Run),
        ["STATUS"] = new(CommandState.SignedIn, null, StatusCommand.Run),
        ["CREATE"] = new(CommandState.SignedIn, null, FolderCommands.Create),
        ["DELETE"] = new(CommandState.SignedIn, null, FolderCommands.Delete),
        ["RENAME"] = new(CommandState.SignedIn, null, FolderCommands.Rename),
        ["SUBSCRIBE"] = new(CommandState.SignedIn, null, s => FolderCommands.SetSubscribed(s, subscribed: true)),
        ["UNSUBSCRIBE"] = new(CommandState.SignedIn, null, s => FolderCommands.SetSubscribed(s, subscribed: false)),
        ["APPEND"] = new(CommandState.SignedIn, null, AppendCommand.Run),
        ["CHECK"] = new(CommandState.Selected, null, _ => "OK Check completed."),
        ["CLOSE"] = new(CommandState.Selected, null, ExpungeCommands.Close),
        ["UNSELECT"] = new(CommandState.Selected, "UNSELECT", ExpungeCommands.Unselect),
        ["EXPUNGE"] = new(CommandState.Selected, null, ExpungeCommands.Expunge),
        ["UID EXPUNGE"] = new(CommandState.Selected, "UIDPLUS", ExpungeCommands.UidExpunge),
        ["FETCH"] = new(CommandState.Selected, null, s => FetchCommand.Run(s, byUid: false)),
        ["UID FETCH"] = new(CommandState.Selected, null, s => FetchCommand.Run(s, byUid: true)),
        ["STORE"] = new(CommandState.Selected, null, s => StoreCommand.Run(s, byUid: false)),
        ["UID STORE"] = new(CommandState.Selected, null, s => StoreCommand.Run(s, byUid: true)),
        ["SEARCH"] = new(CommandState.Selected, null, s => SearchCommand.Run(s, byUid: false)),
        ["UID SEARCH"] = new(CommandState.Selected, null, s => SearchCommand.Run(s, byUid: true)),
        ["COPY"] = new(CommandState.Selected, null, s => CopyCommand.Run(s, byUid: false, moves: false)),
        ["UID COPY"] = new(CommandState.Selected, null, s => CopyCommand.Run(s, byUid: true, moves: false)),
        ["MOVE"] = new(CommandState.Selected, "MOVE", s => CopyCommand.Run(s, byUid: false, moves: true)),
        ["UID MOVE"] = new(CommandState.Selected, "MOVE", s => CopyCommand.Run(s, byUid: true, moves: true)),
        ["IDLE"] = new(CommandState.SignedIn, "IDLE", IdleCommand.Run),
        ["GETQUOTA"] = new(CommandState.SignedIn, "QUOTA", QuotaCommands.GetQuota),
        ["GETQUOTAROOT"] = new(CommandState.SignedIn, "QUOTA", QuotaCommands.GetQuotaRoot),
        ["GETACL"] = new(CommandState.SignedIn, "ACL", AclCommands.GetAcl),
        ["MYRIGHTS"] = new(CommandState.SignedIn, "ACL", AclCommands.MyRights),
    };

    public static ImapCommand? Find(string name) => _commands.GetValueOrDefault(name);
}
