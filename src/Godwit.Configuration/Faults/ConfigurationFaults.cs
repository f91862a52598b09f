namespace Godwit.Configuration;

/// <summary>The kinds of fault of files that a configuration names; each has its page in <c>docs/faults</c>. What is wrong with a key is a fault of the program whose key it is.</summary>
public static class ConfigurationFaults
{
    /// <summary>A file that the configuration names cannot be read or written.</summary>
    public static readonly FaultKind FileUnusable = new("GW2102", "Configured file cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The certificate or its key cannot be read, or do not belong together.</summary>
    public static readonly FaultKind CertificateUnusable = new("GW2103", "Certificate of a service cannot be used", Reach.Service, Remedy.FixConfiguration);

    /// <summary>A fault of this kind.</summary>
    public static Fault Of(FaultKind kind, string told) => new(kind, Side.Service, told);

    /// <summary>A refusal of this kind.</summary>
    public static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(Of(kind, told), cause);
}
