namespace Godwit.Demo.Comparing;

/// <summary>Spoils a target on purpose, so that everybody can see that the comparison would notice: one message less, another one twice.</summary>
internal static class Tampering
{
    /// <summary>Removes the first message of INBOX and stores the last one twice.</summary>
    public static void Spoil(string maildir)
    {
        var messages = Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal).ToList();
        File.Delete(messages[0]);
        var twice = Path.Combine(maildir, "cur", "twice." + Path.GetFileName(messages[^1]));
        File.Copy(messages[^1], twice);
        File.SetLastWriteTimeUtc(twice, File.GetLastWriteTimeUtc(messages[^1]));
    }
}
