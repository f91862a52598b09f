namespace Godwit.Network.Dns;

/// <summary>A server that answers questions about names. Safe for several questions at once.</summary>
public interface INameServer
{
    /// <summary>Its address or another name for people.</summary>
    string Name { get; }

    /// <summary>Asks for one type of record of one name. What goes wrong is an outcome, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    Task<DnsAnswer> AskAsync(string name, DnsRecordType type, CancellationToken cancellation);
}
