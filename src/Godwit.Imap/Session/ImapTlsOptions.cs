namespace Godwit.Imap;

/// <summary>Which certificates are accepted. The default: those that the machine trusts, for the host's name.</summary>
public sealed record ImapTlsOptions
{
    /// <summary>A file of authorities in PEM form; when set, these are trusted and no others.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>True accepts every certificate. Whoever sits between can then read everything: for tests and emergencies.</summary>
    public bool AcceptAnyCertificate { get; init; }

    /// <summary>The name that the certificate must have and that is asked for (SNI); null for the host that is connected to.</summary>
    public string? TargetHost { get; init; }
}
