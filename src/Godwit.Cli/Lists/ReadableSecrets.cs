namespace Godwit.Cli;

/// <summary>Tells of files with passwords that others can read.</summary>
internal static class ReadableSecrets
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>A note for the list, where passwords stand in it, and one for each password file.</summary>
    public static IEnumerable<string> Notes(string listPath, IReadOnlyList<ListedMove> moves)
    {
        var secrets = moves.SelectMany(static move => (SecretSettings[])[move.Options.From.Secret, move.Options.To.Secret]).ToList();
        var files = secrets.Select(static secret => secret.PasswordFile).OfType<string>().Distinct();
        return (secrets.Exists(static secret => secret.Given is not null) ? files.Prepend(listPath) : files).Where(IsReadableByOthers)
            .Select(static path => $"note: '{path}' holds passwords and can be read by others; chmod 600 keeps them out.");
    }

    private static bool IsReadableByOthers(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return false;   // What cannot be looked at is told when it is to be read.
        }
    }
}
