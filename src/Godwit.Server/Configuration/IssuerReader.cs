using Godwit.Proxy.Configuration;

namespace Godwit.Server.Configuration;

/// <summary>Who issues the tokens that people and programs sign in with, and what their groups may do.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Roles">From a value of the claim to a role; compared as it is written.</param>
internal sealed record IssuerSettings(BearerSettings Issuer, IReadOnlyDictionary<string, Role> Roles);

/// <summary>Reads who issues tokens.</summary>
internal static class IssuerReader
{
    /// <summary>The issuer; null when the section is not there.</summary>
    public static IssuerSettings? Read(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var issuer = ConfigurationReader.Issuer(section);
        var (roles, given) = (section.Section("roles"), new Dictionary<string, Role>(StringComparer.Ordinal));
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var value in roles.List(role.ToString().ToLowerInvariant()))
                if (!given.TryAdd(value, role)) roles.Problem(role.ToString().ToLowerInvariant(), $"names '{OtherSideText.Show(value)}', which has another role already.");
        }
        if (given.Count == 0) section.Problem(null, "'roles' is missing: which values of the groups claim may do what, as in roles: { operator: [migration-team] }.");
        roles.NothingElse();
        section.NothingElse();
        return new IssuerSettings(issuer, given);
    }
}
