namespace Godwit.Serving;

/// <summary>Who issues bearer tokens.</summary>
/// <param name="Issuer">The issuer as tokens name it.</param>
/// <param name="Audience">The audience that a token must be for.</param>
/// <param name="Metadata">Where the issuer publishes its keys; null: <paramref name="KeysFile"/>.</param>
/// <param name="KeysFile">A JWKS file with the issuer's keys.</param>
/// <param name="NameClaim">The claim that names the user.</param>
/// <param name="GroupsClaim">The claim that lists groups.</param>
public sealed record BearerSettings(string Issuer, string Audience, Uri? Metadata, string? KeysFile, string NameClaim, string GroupsClaim);
