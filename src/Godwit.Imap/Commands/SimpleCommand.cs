namespace Godwit.Imap;

/// <summary>A command whose answer is only its status; its value is the tagged OK.</summary>
public abstract class SimpleCommand : ImapCommand<ImapStatus>
{
    internal override ImapStatus Result(ImapStatus ok) => ok;
}
