using Godwit.Store.Moves;

namespace Godwit.Server.Configuration;

/// <summary>Reads where the records are, when they are not in the data folder.</summary>
internal static class DatabaseReader
{
    private const int LongestSchema = 60;

    /// <summary>The PostgreSQL; null when the section is not there.</summary>
    public static PostgresSettings? Read(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var host = section.Required("postgresql", "the host, or the folder of a local socket");
        var file = section.FilePath("password-file");
        var settings = new PostgresSettings(host, section.Text("name", "godwit")!, section.Text("user", "godwit")!)
        {
            Port = section.Number("port", PostgresSettings.UsualPort, 1, ushort.MaxValue),
            Schema = section.Text("schema", "godwit")!,
            Password = file is null ? null : () => SecretFile.Read(file),
            Plain = section.Flag("plain", false),
            AuthorityFile = section.FilePath("ca"),
        };
        if (!IsPlainName(settings.Schema)) section.Problem("schema", "must begin with a small letter and hold only small letters, digits and underscores.");
        section.NothingElse();
        return settings;
    }

    private static bool IsPlainName(string name) => name.Length is > 0 and <= LongestSchema && char.IsAsciiLetterLower(name[0]) && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
