namespace Godwit.Proxy.Protocol;

/// <summary>A feed that gave fewer or more bytes of a message than it announced: nothing is padded or cut to fit.</summary>
internal static class WrongLength
{
    public static FaultException Fault(long announced, long given) => new(new Fault(ConnectorFaults.ProtocolViolation, Side.Service,
        $"A message was announced with {announced} bytes and came with {(given > announced ? "more" : $"{given}")}: it was not sent."));
}
