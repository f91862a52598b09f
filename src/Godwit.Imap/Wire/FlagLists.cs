using System.Text;

namespace Godwit.Imap;

/// <summary>
/// Reads flag lists. Folders repeat a few lists over and over, so each distinct list is parsed once and remembered by its bytes: a listing of a million messages
/// makes a few dozen objects.
/// </summary>
internal sealed class FlagLists
{
    private const int Slots = 512;

    /// <summary>Longer lists are parsed anew each time: those that a folder repeats are short, and a server whose lists are all long and different would fill the slots with a hundred megabytes of them.</summary>
    private const int LongestBytes = 1024;

    private readonly byte[]?[] _lists = new byte[Slots][];
    private readonly MessageFlags[] _flags = new MessageFlags[Slots];

    /// <summary>The flags of what stands between the parentheses. \Recent is dropped (it belongs to a session); \* is not a flag.</summary>
    internal MessageFlags Read(ReadOnlySpan<byte> list)
    {
        if (list.IsEmpty) return MessageFlags.None;
        if (list.Length > LongestBytes) return Parse(list, out _);
        var slot = Slot(list);
        if (_lists[slot] is { } known && list.SequenceEqual(known)) return _flags[slot];
        var flags = Parse(list, out _);
        _lists[slot] = list.ToArray();
        _flags[slot] = flags;
        return flags;
    }

    /// <summary>The flags without remembering them, and whether <c>\*</c> was among them.</summary>
    internal static MessageFlags Parse(ReadOnlySpan<byte> list, out bool newKeywords)
    {
        newKeywords = false;
        var system = SystemFlags.None;
        List<string>? keywords = null;
        foreach (var range in list.Split((byte)' '))
        {
            var name = list[range];
            if (name.IsEmpty) continue;
            if (name.SequenceEqual("\\*"u8)) newKeywords = true;
            else if (TrySystem(name, out var flag)) system |= flag;
            else if (!Ascii.EqualsIgnoreCase(name, "\\Recent"u8)) (keywords ??= []).Add(Encoding.UTF8.GetString(name));
        }
        return new MessageFlags(system, keywords is null ? null : KeywordSet.Of(keywords));
    }

    private static bool TrySystem(ReadOnlySpan<byte> name, out SystemFlags flag)
    {
        flag = SystemFlags.None;
        if (name[0] != (byte)'\\') return false;
        name = name[1..];
        if (Ascii.EqualsIgnoreCase(name, "Seen"u8)) flag = SystemFlags.Seen;
        else if (Ascii.EqualsIgnoreCase(name, "Answered"u8)) flag = SystemFlags.Answered;
        else if (Ascii.EqualsIgnoreCase(name, "Flagged"u8)) flag = SystemFlags.Flagged;
        else if (Ascii.EqualsIgnoreCase(name, "Deleted"u8)) flag = SystemFlags.Deleted;
        else if (Ascii.EqualsIgnoreCase(name, "Draft"u8)) flag = SystemFlags.Draft;
        return flag != SystemFlags.None;
    }

    private static int Slot(ReadOnlySpan<byte> list)
    {
        var hash = 2166136261u;
        foreach (var value in list) hash = (hash ^ value) * 16777619;
        return (int)((hash ^ hash >> 16) % Slots);
    }
}
