using System.Text;

namespace Godwit.Connectors.Imap;

/// <summary>Between the server's folder names and paths: prefix, separator, encoding.</summary>
internal sealed class FolderNames
{
    private const string Inbox = "INBOX";
    private readonly bool _utf8;

    internal FolderNames(string prefix, char? separator, IReadOnlyList<string> strangers, bool utf8)
    {
        (Prefix, Separator, Strangers, _utf8) = (prefix, separator, strangers, utf8);
    }

    /// <summary>What the user's folders' wire names begin with.</summary>
    internal string Prefix { get; }

    /// <summary>What stands between levels; null on a flat server.</summary>
    internal char? Separator { get; }

    /// <summary>What the wire names of other people's and shared folders begin with.</summary>
    internal IReadOnlyList<string> Strangers { get; }

    /// <summary>False when INBOX's children are what every other folder is, so that it can have none of its own (Courier's and Cyrus' <c>INBOX.</c>).</summary>
    internal bool InboxHasChildren => Separator is { } separator && !Prefix.Equals(Inbox + separator, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the folder belongs to other people or to everybody.</summary>
    internal bool IsStrangers(string wireName) => Strangers.Any(p => wireName.StartsWith(p, StringComparison.Ordinal) || wireName + Separator == p);

    /// <summary>Where the folder of this wire name stands.</summary>
    internal FolderPath PathOf(string wireName, char? separator)
    {
        if (wireName.Equals(Inbox, StringComparison.OrdinalIgnoreCase)) return FolderPath.Inbox;
        var rest = Prefix.Length > 0 && wireName.Length > Prefix.Length && wireName.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? wireName[Prefix.Length..] : wireName;
        if (separator is not { } between) return FolderPath.Of(Decode(rest));
        var segments = rest.TrimEnd(between).Split(between);
        return segments.Any(s => s.Length == 0) ? FolderPath.Of(Decode(rest)) : FolderPath.Of([.. segments.Select(Decode)]);
    }

    /// <summary>The wire name for a folder at this path.</summary>
    internal string WireOf(FolderPath path)
    {
        if (path.IsInbox) return Inbox;
        var segments = path.Segments.Select(Encode);
        return Prefix + string.Join(Separator ?? '/', segments);
    }

    /// <summary>Bytes of a segment on the wire.</summary>
    internal int WireLength(string segment) => Encode(segment).Length;

    private string Encode(string segment) => _utf8 ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(segment)) : ModifiedUtf7.Encode(segment);

    /// <summary>Servers that send raw UTF-8 without having been asked are understood too; what is neither stays as it is.</summary>
    private string Decode(string segment)
    {
        if (!_utf8 && ModifiedUtf7.TryDecode(segment, out var text)) return text;
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(segment));
        }
        catch (DecoderFallbackException)
        {
            return segment;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
