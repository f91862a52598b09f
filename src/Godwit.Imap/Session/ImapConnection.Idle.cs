namespace Godwit.Imap;

/// <summary>IDLE, whose end is said by us.</summary>
public sealed partial class ImapConnection
{
    /// <summary>Begins to idle; nothing else can be sent until <see cref="EndIdle"/>. Another thread may wait for the command, and reads what the server tells.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public IdleCommand BeginIdle()
    {
        var idle = new IdleCommand();
        lock (_writing) BeginCommand(idle);
        idle.MarkSent();
        return idle;
    }

    /// <summary>Ends it; its answer can then be waited for.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public void EndIdle(IdleCommand idle)
    {
        ArgumentNullException.ThrowIfNull(idle);
        if (!idle.IsIdle) return;
        idle.IsIdle = false;
        lock (_writing)
        {
            // Closing from another thread gives the send buffer back to whoever rents one next; it waits for this lock, and what came after it must not write any more.
            if (Failure is { } failure) throw failure.Again();
            _writer.Write("DONE\r\n"u8);
            FlushCommands();
        }
    }
}
