namespace Godwit.Serving;

/// <summary>A certificate with its key and the chain that is sent along, as PEM or PFX.</summary>
/// <param name="File">PEM (certificate, then intermediates) or PFX.</param>
/// <param name="KeyFile">PEM of the key; null: in <paramref name="File"/>.</param>
/// <param name="PasswordFile">The file with the password of key or PFX; null: none.</param>
public sealed record CertificateSettings(string File, string? KeyFile, string? PasswordFile);
