using System.Collections.Concurrent;
using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>Flags as they are written: <c>\Seen $Forwarded</c>.</summary>
internal static class WireFlags
{
    private static readonly (SystemFlags Flag, string Name)[] _system =
    [
        (SystemFlags.Answered, "\\Answered"), (SystemFlags.Flagged, "\\Flagged"), (SystemFlags.Deleted, "\\Deleted"), (SystemFlags.Seen, "\\Seen"), (SystemFlags.Draft, "\\Draft"),
    ];

    private static readonly byte[][] _plain = [.. Enumerable.Range(0, 32).Select(i => Compose(new MessageFlags((SystemFlags)i)))];
    private static readonly ConcurrentDictionary<MessageFlags, byte[]> _keyworded = new();

    /// <summary>The names with a space between, without parentheses.</summary>
    public static byte[] Write(MessageFlags flags) =>
        flags.Keywords.Count == 0 ? _plain[(int)flags.System] : _keyworded.GetOrAdd(flags, Compose);

    /// <summary>Names of system flags.</summary>
    public static IEnumerable<string> Names(SystemFlags flags) => _system.Where(f => flags.HasFlag(f.Flag)).Select(f => f.Name);

    /// <summary>
    /// The flags that a client wants to set. A name that begins with a backslash and is no system flag is BAD (RFC 9051 section 2.3.2), dropped, or whatever the behaviour says.
    /// </summary>
    public static MessageFlags Read(IEnumerable<string> names, Misbehaviour behaviour)
    {
        var system = SystemFlags.None;
        var keywords = new List<string>();
        foreach (var name in names)
        {
            if (behaviour.RefusesFlag?.Invoke(name) is { } answer) throw new RefusedException(answer);
            var known = Array.Find(_system, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known.Name is not null) system |= known.Flag;
            else if (!name.StartsWith('\\')) keywords.Add(name);
            else if (!behaviour.DropsUnknownSystemFlags) throw new BadCommandException($"Invalid system flag {name}");
        }
        return new MessageFlags(system, KeywordSet.Of(keywords));
    }

    private static byte[] Compose(MessageFlags flags) => Encoding.UTF8.GetBytes(string.Join(' ', Names(flags.System).Concat(flags.Keywords)));
}
