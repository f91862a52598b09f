using System.Globalization;
using System.Text.Json;

namespace Godwit.EndToEnd.RealServers;

/// <summary>A folder as the independent reader found it. <see cref="Folder"/> is written as <c>FolderPath.ToString</c> writes it, prefix taken off.</summary>
public sealed record FolderFact(string Folder, string WireName, IReadOnlyList<string> Attributes, int Messages, long Generation);

/// <summary>A message as the independent reader found it.</summary>
/// <param name="Date">INTERNALDATE in seconds since 1970.</param>
/// <param name="Size">Bytes as sent.</param>
/// <param name="Sha256">Of the canonical form.</param>
/// <param name="Special">What about its bytes some servers do not keep, by the names of <c>message_facts.py</c>.</param>
public sealed record MessageFact(
    string Folder, uint Uid, IReadOnlyList<string> Flags, IReadOnlyList<string> Keywords, long Date, long Size, string Sha256, IReadOnlyList<string> Special);

/// <summary>A whole mailbox at one moment.</summary>
public sealed record MailboxSnapshot(IReadOnlyList<FolderFact> Folders, IReadOnlyList<MessageFact> Messages)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>What <c>read_mailbox.py</c> or <c>read_maildir.py</c> printed.</summary>
    public static MailboxSnapshot Of(string printed)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new MailboxSnapshot([.. OfKind<FolderFact>(lines, "folder")], [.. OfKind<MessageFact>(lines, "message")]);
    }

    private static IEnumerable<T> OfKind<T>(string[] lines, string kind) =>
        lines.Where(line => line.StartsWith($"{{\"kind\": \"{kind}\"", StringComparison.Ordinal))
            .Select(line => JsonSerializer.Deserialize<T>(line, Camel) ?? throw new InvalidOperationException("no answer"));

    /// <summary>
    /// One line a message with all that a move must keep, sorted; equal mailboxes have equal lines, identical copies as many lines as there are copies. Keywords are
    /// compared without case (RFC 9051 section 2.3.2).
    /// </summary>
    public IReadOnlyList<string> Contents(bool flags = true, bool dates = true) =>
        [.. Messages.Select(m => Line(m, flags, dates)).Order(StringComparer.Ordinal)];

    /// <summary>The folders' names, sorted.</summary>
    public IReadOnlyList<string> FolderNames => [.. Folders.Select(folder => folder.Folder).Order(StringComparer.Ordinal)];

    private static string Line(MessageFact m, bool flags, bool dates) => string.Create(CultureInfo.InvariantCulture,
        $"{m.Folder} {m.Sha256} {(dates ? m.Date : 0)} {(flags ? string.Join(' ', m.Flags.Concat(m.Keywords.Select(k => k.ToLowerInvariant()).Order(StringComparer.Ordinal))) : "")}");
}
