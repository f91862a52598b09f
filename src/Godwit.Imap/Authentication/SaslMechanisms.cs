using System.Security.Cryptography;

namespace Godwit.Imap;

/// <summary>What bounds the choice of a mechanism.</summary>
public sealed record SaslChoice
{
    /// <summary>True when the password or token may cross the line as it is although the line is not encrypted: only when the user said so.</summary>
    public bool AllowsClearText { get; init; }

    /// <summary>The one mechanism to use, as the user named it (<c>PLAIN</c>); null leaves the choice to us.</summary>
    public string? Mechanism { get; init; }

    /// <summary>The channel binding of the TLS session; null where there is none.</summary>
    public ChannelBinding? Binding { get; init; }

    /// <summary>Mechanisms that the server has refused already; they are not chosen again, and after a SCRAM without channel binding no other SCRAM is.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>The server's name, told in OAUTHBEARER; empty leaves it out.</summary>
    public string Host { get; init; } = "";

    /// <summary>The server's port, told in OAUTHBEARER; 0 leaves it out.</summary>
    public int Port { get; init; }
}

/// <summary>Chooses how to sign in.</summary>
public static class SaslMechanisms
{
    private const string Offer = "AUTH=";

    private sealed record Candidate(string Name, bool TakesToken, bool ShowsSecret, Func<SaslCredential, SaslChoice, ISaslMechanism> Make);

    /// <summary>Best first: mutual proof, then what needs no second round trip.</summary>
    private static readonly Candidate[] _byPreference =
    [
        new("SCRAM-SHA-256-PLUS", false, false, (c, o) => new ScramMechanism(c, HashAlgorithmName.SHA256, o.Binding)),
        new("SCRAM-SHA-256", false, false, (c, _) => new ScramMechanism(c, HashAlgorithmName.SHA256)),
        new("SCRAM-SHA-1-PLUS", false, false, (c, o) => new ScramMechanism(c, HashAlgorithmName.SHA1, o.Binding)),
        new("SCRAM-SHA-1", false, false, (c, _) => new ScramMechanism(c, HashAlgorithmName.SHA1)),
        new("PLAIN", false, true, (c, _) => new PlainMechanism(c)),
        new("LOGIN", false, true, (c, _) => new LoginMechanism(c)),
        new("OAUTHBEARER", true, true, (c, o) => new OAuthBearerMechanism(c, o.Host, o.Port)),
        new("XOAUTH2", true, true, (c, _) => new XOAuth2Mechanism(c)),
    ];

    /// <summary>
    /// The best mechanism that the server offers (<c>AUTH=</c> in its capabilities), that fits the credential, and that does not show the secret on a line in clear text. Null when there is none; LOGIN, the command, may then
    /// still do. An authorisation identity rules out the LOGIN mechanism, which cannot carry it.
    /// </summary>
    /// <param name="capabilities">As the server told them on this very line: after STARTTLS they must have been read again.</param>
    /// <param name="credential">Who signs in, and with what.</param>
    /// <param name="encrypted">True when the line is under TLS.</param>
    /// <param name="choice">Bounds; null for none.</param>
    public static ISaslMechanism? Choose(IEnumerable<string> capabilities, SaslCredential credential, bool encrypted, SaslChoice? choice = null)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        ArgumentNullException.ThrowIfNull(credential);
        choice ??= new SaslChoice();
        var offered = capabilities.Where(c => c.StartsWith(Offer, StringComparison.OrdinalIgnoreCase)).Select(c => c[Offer.Length..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var best = Array.Find(_byPreference, c => offered.Contains(c.Name) && Fits(c, credential, choice) && (encrypted || choice.AllowsClearText || !c.ShowsSecret));
        return best?.Make(credential, choice);
    }

    private static bool Fits(Candidate candidate, SaslCredential credential, SaslChoice choice)
    {
        if (choice.Mechanism is { } wanted && !wanted.Equals(candidate.Name, StringComparison.OrdinalIgnoreCase)) return false;
        if (candidate.TakesToken != credential.IsToken || IsRefused(candidate.Name, choice.Refused)) return false;
        if (candidate.Name.EndsWith("-PLUS", StringComparison.Ordinal) && choice.Binding is null) return false;
        return candidate.Name != "LOGIN" || credential.AuthorizationId.Length == 0;
    }

    // A server that has no SCRAM secret of a user has it for no hash.
    private static bool IsRefused(string name, IReadOnlyList<string> refused) =>
        refused.Contains(name) || IsScram(name) && refused.Any(r => IsScram(r) && !r.EndsWith("-PLUS", StringComparison.Ordinal));

    private static bool IsScram(string name) => name.StartsWith("SCRAM-", StringComparison.Ordinal);
}
