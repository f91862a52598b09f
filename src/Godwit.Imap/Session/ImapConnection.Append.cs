namespace Godwit.Imap;

/// <summary>The one command whose arguments are written by the caller, piece by piece.</summary>
public sealed partial class ImapConnection
{
    /// <summary>Begins an APPEND to this folder (its wire name). Until the writer is finished or disposed, on the same thread, nothing else can be sent.</summary>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public AppendWriter BeginAppend(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Monitor.Enter(_writing);
        try
        {
            var command = new AppendCommand(folder);
            return new AppendWriter(this, _writer, command, BeginCommand(command));
        }
        catch
        {
            Monitor.Exit(_writing);
            throw;
        }
    }

    internal void EndAppend() => Monitor.Exit(_writing);
}
