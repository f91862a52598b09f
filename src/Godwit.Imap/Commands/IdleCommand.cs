namespace Godwit.Imap;

/// <summary>IDLE (RFC 2177): waits for the server to tell what changes, through <see cref="ImapConnection.Events"/>. Sent by <see cref="ImapConnection.BeginIdle"/>, ended by <see cref="ImapConnection.EndIdle"/>.</summary>
public sealed class IdleCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "IDLE";

    /// <summary>True when the server took it and it was not ended.</summary>
    public bool IsIdle { get; internal set; }

    // idle = "IDLE" CRLF "DONE": the server says "+" in between, and data until DONE.
    internal override void Write(CommandWriter writer)
    {
        writer.Raw("IDLE\r\n"u8);
        IsIdle = writer.Continue(out _);
    }

    internal override void Notice(ImapStatus status) => Connection!.Events?.Said(status);
}
