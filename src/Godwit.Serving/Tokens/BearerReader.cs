namespace Godwit.Serving;

/// <summary>Reads who issues bearer tokens.</summary>
public static class BearerReader
{
    /// <summary>The issuer; null when the section is not there.</summary>
    public static BearerSettings? Read(ConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (!section.Exists) return null;
        var settings = ReadIssuer(section);
        section.NothingElse();
        return settings;
    }

    /// <summary>The issuer, from a section that may hold more.</summary>
    public static BearerSettings ReadIssuer(ConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var metadata = section.HttpsAddress("metadata");
        var settings = new BearerSettings(
            section.Required("issuer", "the issuer as tokens name it"), section.Required("audience", "whom tokens must be for"),
            metadata, section.FilePath("keys"), section.Text("name-claim", "preferred_username")!, section.Text("groups-claim", "groups")!);
        if (settings.Metadata is null == settings.KeysFile is null) section.Problem(null, "the issuer of tokens needs either metadata (an https address) or keys (a JWKS file).");
        return settings;
    }
}
