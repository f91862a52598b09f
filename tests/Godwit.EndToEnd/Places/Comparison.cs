using System.Globalization;

namespace Godwit.EndToEnd.Places;

/// <summary>What a pair of places cannot keep equal, whoever moves between them. Whatever is not named here must be equal.</summary>
public sealed record Allowances
{
    /// <summary>Nothing may differ.</summary>
    public static Allowances None { get; } = new();

    /// <summary>Messages with one of these have other bytes on the target, by the names of <c>message_facts.py</c>.</summary>
    public IReadOnlyList<string> OtherBytes { get; init; } = [];

    /// <summary>The target keeps neither flags nor received dates.</summary>
    public bool NoFlagsNoDates { get; init; }

    /// <summary>The source gives a renamed folder another UIDVALIDITY, so that it is a new one whose messages are moved, and the old one goes.</summary>
    public bool RenamedFolderIsNew { get; init; }

    /// <summary>Folders that the target has by itself.</summary>
    public IReadOnlyList<string> OwnFolders { get; init; } = [];
}

/// <summary>Two mailboxes side by side: every folder and every message with content, flags, keywords and received date, as many times as it is there.</summary>
public static class Comparison
{
    /// <summary>True when <see cref="AssertEqual"/> would say nothing.</summary>
    public static bool AreEqual(MailboxSnapshot source, MailboxSnapshot target) => Differences(source, target, Allowances.None).Count == 0;

    /// <summary>What is not as it should be, a line each; nothing when the target is the source's equal.</summary>
    private static IReadOnlyList<string> Differences(MailboxSnapshot source, MailboxSnapshot target, Allowances allowed)
    {
        var (here, there) = (SourceLines(source, target, allowed), TargetLines(source, target, allowed));
        return [.. Folders(source, target, allowed), .. Excess(here, there, "missing"), .. Excess(there, here, "too much")];
    }

    /// <summary>The target is the source's equal; <paramref name="told"/> is what a failure tells besides.</summary>
    public static void AssertEqual(MailboxSnapshot source, MailboxSnapshot target, Allowances? allowed = null, string told = "") => AssertNone(Differences(source, target, allowed ?? Allowances.None), told);

    /// <summary>Everything that the source has is on the target, which may have more.</summary>
    public static void AssertNothingMissing(MailboxSnapshot source, MailboxSnapshot target, Allowances? allowed = null) =>
        AssertNone(Excess(SourceLines(source, target, allowed ?? Allowances.None), TargetLines(source, target, allowed ?? Allowances.None), "missing"));

    private static void AssertNone(IReadOnlyList<string> differences, string told = "") => Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(40))}\n{told}");

    private static IEnumerable<string> Folders(MailboxSnapshot source, MailboxSnapshot target, Allowances allowed) =>
        [.. source.FolderNames.Except(target.FolderNames).Select(name => $"missing folder {name}"),
            .. target.FolderNames.Except(source.FolderNames).Except(allowed.OwnFolders).Select(name => $"folder too much {name}")];

    private static List<string> SourceLines(MailboxSnapshot source, MailboxSnapshot target, Allowances allowed) =>
        Lines(source, target, allowed, message => message.Special.Intersect(allowed.OtherBytes).Any());

    private static List<string> TargetLines(MailboxSnapshot source, MailboxSnapshot target, Allowances allowed) => Lines(target, source, allowed, _ => allowed.OtherBytes.Count > 0);

    /// <summary>The lines of one side. Bytes that may differ are left out where the other side indeed has no equal.</summary>
    private static List<string> Lines(MailboxSnapshot side, MailboxSnapshot other, Allowances allowed, Func<MessageFact, bool> mayDiffer)
    {
        var there = other.Messages.Select(message => message.Sha256).ToHashSet();
        return [.. side.Messages.Select(message => Line(message, !there.Contains(message.Sha256) && mayDiffer(message) ? "rewritten" : message.Sha256, allowed)).Order(StringComparer.Ordinal)];
    }

    private static string Line(MessageFact m, string content, Allowances allowed)
    {
        var marks = allowed.NoFlagsNoDates ? "" : string.Join(' ', m.Flags.Concat(m.Keywords.Select(k => k.ToLowerInvariant())).Order(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{m.Folder} {content} {(allowed.NoFlagsNoDates ? 0 : m.Date)} ({marks})");
    }

    private static List<string> Excess(List<string> lines, List<string> others, string what)
    {
        var left = others.GroupBy(line => line).ToDictionary(group => group.Key, group => group.Count());
        var found = new List<string>();
        foreach (var line in lines)
        {
            if (left.TryGetValue(line, out var count) && count > 0) left[line] = count - 1;
            else found.Add($"{what}: {line}");
        }
        return found;
    }
}
