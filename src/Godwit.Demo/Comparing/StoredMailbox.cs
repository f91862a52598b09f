using System.Text.RegularExpressions;

namespace Godwit.Demo.Comparing;

/// <summary>A message as it lies in a folder of a mailbox, by what must be the same on both sides.</summary>
/// <param name="Folder">The folder's directory.</param>
/// <param name="Content">The hash of the canonical form.</param>
/// <param name="Marks">Flags and keywords, sorted.</param>
/// <param name="Received">When it arrived, in seconds.</param>
internal sealed record StoredMessage(string Folder, ContentHash Content, string Marks, long Received);

/// <summary>
/// Reads a Maildir from its files, with nothing of what moved it: no connector, no index, no ledger. What it counts is what a mail reader would find there.
/// </summary>
/// <param name="Folders">The directories of the folders; empty for INBOX.</param>
/// <param name="Messages">All messages.</param>
/// <param name="Bytes">Their bytes in canonical form.</param>
internal sealed partial record StoredMailbox(IReadOnlyList<string> Folders, IReadOnlyList<StoredMessage> Messages, long Bytes)
{
    private const int PieceBytes = 64 * 1024;
    private static readonly string[] Parts = ["cur", "new"];

    /// <summary>Reads it; one that is not there is empty.</summary>
    public static StoredMailbox Read(string maildir)
    {
        using var hasher = new CanonicalHasher();
        var (folders, messages, bytes) = (new List<string>(), new List<StoredMessage>(), 0L);
        foreach (var folder in FoldersOf(maildir))
        {
            folders.Add(folder);
            var words = Words(Path.Combine(maildir, folder, "dovecot-keywords"));
            foreach (var file in Parts.SelectMany(part => Files(Path.Combine(maildir, folder, part))))
            {
                var digest = Digest(file, hasher);
                bytes += digest.CanonicalLength;
                messages.Add(new StoredMessage(folder, digest.Content, Marks(file, words), new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds()));
            }
        }
        return new StoredMailbox(folders, messages, bytes);
    }

    private static IEnumerable<string> FoldersOf(string maildir) => !Directory.Exists(maildir) ? []
        : ["", .. Directory.EnumerateDirectories(maildir, ".*").Where(path => Directory.Exists(Path.Combine(path, "cur"))).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory) ? Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file)[0] != '.') : [];

    private static MessageDigest Digest(string file, CanonicalHasher hasher)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            for (int count; (count = stream.Read(buffer)) > 0;) hasher.Append(buffer.AsSpan(0, count));
            return hasher.Finish();
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Dictionary<char, string> Words(string file)
    {
        var words = new Dictionary<char, string>();
        if (!File.Exists(file)) return words;
        foreach (var line in File.ReadLines(file))
            if (KeywordLine().Match(line) is { Success: true } found) words[(char)('a' + int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture))] = found.Groups[2].Value;
        return words;
    }

    private static string Marks(string file, Dictionary<char, string> words)
    {
        var at = file.LastIndexOf(":2,", StringComparison.Ordinal);
        if (at < 0) return "";
        var marks = file[(at + 3)..].Select(letter => letter == 'P' ? "$Forwarded" : char.IsAsciiLetterLower(letter) ? words.GetValueOrDefault(letter, "?") : letter.ToString());
        return string.Join(' ', marks.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^([0-9]|1[0-9]|2[0-5]) (\\S+)$")]
    private static partial Regex KeywordLine();
}
