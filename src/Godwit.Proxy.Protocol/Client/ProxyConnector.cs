namespace Godwit.Proxy.Protocol;

/// <summary>A mailbox behind an MRS Proxy, as a connector like any other. Each lane has a connection of its own.</summary>
public sealed class ProxyConnector : IMailboxConnector
{
    private readonly ProxySettings _settings;
    private readonly ProxyDoor _door;

    /// <summary>The mailbox of these settings; nothing is connected yet.</summary>
    /// <exception cref="ArgumentException">The endpoint is not https, or HTTP/2 is asked for with a scheme that is bound to a connection.</exception>
    public ProxyConnector(ProxySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _door = new ProxyDoor(settings);
    }

    /// <inheritdoc/>
    public string Identity => _settings.Identity;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => Open(LaneAccess.Read, cancellation);

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => Open(LaneAccess.Write, cancellation);

    private ProxyLane Open(LaneAccess access, CancellationToken cancellation) => _door.Open(access, Operation.Hello, Greet, cancellation);

    private static ProxyLane Greet(LaneSession session, CancellationToken cancellation)
    {
        using var answer = session.Ask(Operation.Hello, null, cancellation);
        answer.Expect(RecordKind.Welcome);
        var welcome = answer.Step(static records => ReadWelcome(records));
        answer.Expect(RecordKind.Traits);
        var traits = answer.Step(static records => ReadTraits(records));
        answer.End();
        session.BatchBytes = welcome.BatchBytes;
        return new ProxyLane(session, traits with { RoundTrip = session.RoundTrip });
    }

    private static Welcome ReadWelcome(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return Welcome.Read(ref reader);
    }

    private static ConnectorTraits ReadTraits(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return TraitsCodec.Read(ref reader);
    }
}
