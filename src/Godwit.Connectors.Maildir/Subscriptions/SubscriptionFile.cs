using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// The folders that the owner subscribed to: Dovecot's <c>subscriptions</c> (version 2: a head line and names whose levels are parted by tabs; version 1: names as they are on
/// the wire) and Courier's <c>courierimapsubscribed</c> (<c>INBOX.Sent</c>), both in the root.
/// </summary>
internal sealed class SubscriptionFile
{
    private const string VersionTwo = "V\t2";
    private static readonly byte[] s_dovecot = "subscriptions"u8.ToArray();
    private static readonly byte[] s_courier = "courierimapsubscribed"u8.ToArray();

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly bool _exists;

    private readonly char _separator;

    private SubscriptionFile(byte[]? dovecot, byte[]? courier, char separator)
    {
        _separator = separator;
        _exists = dovecot is not null || courier is not null;
        if (dovecot is not null) ReadDovecot(Lines(dovecot));
        if (courier is not null) ReadCourier(Lines(courier));
    }

    public static SubscriptionFile Read(DirectoryHandle root, MaildirLayout layout) =>
        new(SmallFile.Read(root, s_dovecot), SmallFile.Read(root, s_courier), layout == MaildirLayout.Flat ? '.' : '/');

    /// <summary>Whether the folder is subscribed; null when there is no list.</summary>
    public bool? Contains(string wireName) => _exists ? _names.Contains(LevelsOf(wireName)) : null;

    private void ReadDovecot(List<string> lines)
    {
        var two = lines.Count > 0 && lines[0] == VersionTwo;
        foreach (var line in two ? lines.Skip(1) : lines)
        {
            if (line.Length > 0) _names.Add(two ? FromTabs(line) : line.Replace(_separator, '\t'));
        }
    }

    private void ReadCourier(List<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0) _names.Add((line.StartsWith("INBOX.", StringComparison.Ordinal) ? line[6..] : line).Replace('.', '\t'));
        }
    }

    // Dovecot writes a tab inside a name as \001t, a line feed as \001n, \001 as \0011.
    private static string FromTabs(string line) =>
        line.Replace("\u0001t", "\t", StringComparison.Ordinal).Replace("\u0001n", "\n", StringComparison.Ordinal).Replace("\u00011", "\u0001", StringComparison.Ordinal);

    private static List<string> Lines(byte[] bytes)
    {
        var lines = new List<string>();
        foreach (var range in bytes.AsSpan().Split((byte)'\n')) lines.Add(WireNames.FromBytes(bytes.AsSpan()[range]));
        return lines;
    }

    /// <summary>The folder's levels as they are on the disk, with tabs between; <c>INBOX</c> for the root.</summary>
    private static string LevelsOf(string wireName) =>
        wireName == FolderLayout.RootName ? "INBOX" : wireName.StartsWith('.') ? wireName[1..].Replace('.', '\t') : wireName.Replace('/', '\t');

    /// <summary>Adds and takes out folders by their wire names in one change of each file; Courier's only where it exists.</summary>
    public static void Change(DirectoryHandle root, LockedReplacement replacement, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellation)
    {
        replacement.Replace(root, s_dovecot, () => Changed(SmallFile.Read(root, s_dovecot), add, remove, DovecotLine), cancellation);
        if (SmallFile.Read(root, s_courier) is null) return;
        replacement.Replace(root, s_courier, () => Changed(SmallFile.Read(root, s_courier), add, remove, CourierLine), cancellation);
    }

    private static byte[] Changed(byte[]? present, IReadOnlyList<string> add, IReadOnlyList<string> remove, Func<string, bool, string> lineOf)
    {
        // Only Dovecot's is ever begun.
        var lines = present is null ? [VersionTwo, ""] : Lines(present);
        while (lines.Count > 2 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        var two = lines.Count > 0 && lines[0] == VersionTwo;
        if (!two) lines.RemoveAll(l => l.Length == 0);
        foreach (var name in remove) lines.RemoveAll(l => l == lineOf(name, two));
        foreach (var name in add)
        {
            if (!lines.Contains(lineOf(name, two))) lines.Add(lineOf(name, two));
        }
        return lines.SelectMany(l => WireNames.ToBytes(l).Append((byte)'\n')).ToArray();
    }

    private static string DovecotLine(string wireName, bool versionTwo)
    {
        var levels = LevelsOf(wireName);
        return versionTwo ? levels : levels.Replace('\t', wireName.StartsWith('.') ? '.' : '/');
    }

    private static string CourierLine(string wireName, bool versionTwo) =>
        wireName == FolderLayout.RootName ? "INBOX" : "INBOX." + LevelsOf(wireName).Replace('\t', '.');
}
