using System.Globalization;

namespace Godwit.Imap;

/// <summary>What a server says it can do (RFC 9051 section 6.1.1). Names compare without case. Immutable.</summary>
public sealed class ImapCapabilities
{
    // RFC 9051 section 7.2.2 and appendix E: what IMAP4rev2 has in its base.
    private static readonly string[] InRev2 =
        ["BINARY", "ENABLE", "ESEARCH", "IDLE", "LIST-EXTENDED", "LIST-STATUS", "LITERAL-", "MOVE", "NAMESPACE", "SASL-IR", "SPECIAL-USE", "STATUS=SIZE", "UIDPLUS", "UNSELECT"];

    private readonly HashSet<string> _names;
    private readonly bool _literalPlus;
    private readonly bool _literalMinus;

    /// <summary>These capabilities. A server of IMAP4rev2 alone has what its base contains, named or not.</summary>
    public ImapCapabilities(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        if (Has("IMAP4rev2") && !Has("IMAP4rev1")) _names.UnionWith(InRev2);
        // Asked for with every message, so looked up once.
        (_literalPlus, _literalMinus) = (Has("LITERAL+"), Has("LITERAL-"));
        AppendLimit = Value("APPENDLIMIT") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    /// <summary>None known.</summary>
    public static ImapCapabilities None { get; } = new([]);

    /// <summary>Every name, in no order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>True when the server names it.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>True when the other names the same.</summary>
    public bool IsSame(ImapCapabilities other) => other is not null && _names.SetEquals(other._names);

    /// <summary>True when a literal of this many bytes may be sent without asking (LITERAL+, or LITERAL- up to 4096 bytes; RFC 7888).</summary>
    public bool AllowsNonSynchronising(long bytes) => _literalPlus || (_literalMinus && bytes <= Limits.LiteralMinusBytes);

    /// <summary>The largest message for every folder (RFC 7889), or null.</summary>
    public long? AppendLimit { get; }

    /// <summary>Names of the offered SASL mechanisms.</summary>
    public IEnumerable<string> SaslMechanisms => _names.Where(n => n.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase)).Select(n => n[5..]);

    private string? Value(string name) => _names.FirstOrDefault(n => n.Length > name.Length && n[name.Length] == '=' && n.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];
}
