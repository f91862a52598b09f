namespace Godwit.Mail;

/// <summary>Carries a <see cref="Fault"/> up to whoever can act on it.</summary>
public sealed class FaultException : Exception
{
    /// <summary>Carries this fault; <paramref name="cause"/> is for developers and never shown to users.</summary>
    public FaultException(Fault fault, Exception? cause = null) : base(fault?.ToString(), cause)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Fault = fault;
    }

    /// <summary>What went wrong.</summary>
    public Fault Fault { get; }
}
