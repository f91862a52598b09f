namespace Godwit.Imap;

/// <summary>
/// APPEND of one message, or of several that are stored all or not at all (RFC 9051 section 6.3.12, MULTIAPPEND: RFC 3502). Made by <see cref="ImapConnection.BeginAppend"/>. Its value says
/// where they went, or is null when the server does not tell.
/// </summary>
public sealed class AppendCommand : ImapCommand<AppendUidCode?>
{
    private readonly string _folder;

    internal AppendCommand(string folder) => _folder = folder;

    /// <inheritdoc/>
    public override string Name => "APPEND";

    /// <summary>How many messages were wholly written.</summary>
    public int Messages { get; internal set; }

    /// <summary>True once a message was announced without asking: its bytes come whether the server wants them or not.</summary>
    internal bool SentFreely { get; set; }

    internal override void Write(CommandWriter writer) => writer.Raw("APPEND "u8).Name(_folder);

    internal override AppendUidCode? Result(ImapStatus ok) => ok.Code as AppendUidCode;
}
