namespace Godwit.Proxy.Protocol;

/// <summary>
/// The other side's stream does not follow the protocol, exceeds a bound, or ended before its closing record. The one exception that reading records throws besides those of the stream itself.
/// </summary>
public sealed class WireException : IOException
{
    /// <summary>Against the protocol, in a clause without text from the other side.</summary>
    public WireException(string message) : base(message) { }

    private WireException(string message, bool isCut) : base(message) => IsCut = isCut;

    /// <summary>True when the stream merely ended too early.</summary>
    public bool IsCut { get; }

    internal static WireException Cut() => new("The stream ended without a closing record.", isCut: true);
}
