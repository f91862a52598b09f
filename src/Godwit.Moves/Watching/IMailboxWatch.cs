namespace Godwit.Moves;

/// <summary>Watches one source mailbox, on a connection of its own.</summary>
public interface IMailboxWatch
{
    /// <summary>Connects and hears what the source tells, on the caller's thread.</summary>
    /// <param name="opened">Told once, before anything else, how the mailbox looks: the same text means the same content.</param>
    /// <param name="changed">Told of each change from then on.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Only where the source does not tell of changes.</returns>
    /// <exception cref="FaultException">The source cannot be reached, or is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Run(Action<string> opened, Action changed, CancellationToken cancellation);

    /// <summary>Says something on the connection, from any thread, so that neither side takes it for dead.</summary>
    void Renew();
}

/// <summary>Makes watches.</summary>
public interface IMailboxWatcher
{
    /// <summary>The watch of a move's source. Nothing is opened yet.</summary>
    IMailboxWatch Of(MoveOrder order, Endpoint endpoint);
}
