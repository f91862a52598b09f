using System.Globalization;

namespace Godwit.Testing.Imap;

internal enum FetchKind { Uid, Flags, InternalDate, Size, ModSeq, EmailId, ThreadId, Body, BinarySize }

/// <summary>One thing a FETCH asks for (RFC 9051 section 6.4.5). For bytes: which section, from where, and how they are told.</summary>
internal sealed record FetchItem(FetchKind Kind, string Name = "")
{
    /// <summary>Empty for all, HEADER, TEXT, or HEADER.FIELDS with names.</summary>
    public string Section { get; private init; } = "";

    public bool Peeks { get; private init; } = true;

    public bool IsBinary { get; private init; }

    public (long Offset, long Count)? Partial { get; private init; }

    public static IEnumerable<FetchItem> Read(string word) => word.ToUpperInvariant() switch
    {
        "FAST" => [new(FetchKind.Flags), new(FetchKind.InternalDate), new(FetchKind.Size)],
        "UID" => [new(FetchKind.Uid)],
        "FLAGS" => [new(FetchKind.Flags)],
        "INTERNALDATE" => [new(FetchKind.InternalDate)],
        "RFC822.SIZE" => [new(FetchKind.Size)],
        "MODSEQ" => [new(FetchKind.ModSeq)],
        "EMAILID" => [new(FetchKind.EmailId)],
        "THREADID" => [new(FetchKind.ThreadId)],
        "RFC822" => [new(FetchKind.Body, "RFC822") { Peeks = false }],
        "RFC822.HEADER" => [new(FetchKind.Body, "RFC822.HEADER") { Section = "HEADER" }],
        "RFC822.TEXT" => [new(FetchKind.Body, "RFC822.TEXT") { Section = "TEXT", Peeks = false }],
        _ => [ReadBytes(word)],
    };

    private static FetchItem ReadBytes(string word)
    {
        var open = word.IndexOf('[', StringComparison.Ordinal);
        var close = word.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open) throw new BadCommandException($"Unknown FETCH item {word}");
        var (section, partial) = (word[(open + 1)..close].ToUpperInvariant(), ReadPartial(word[(close + 1)..]));
        var item = word[..open].ToUpperInvariant();
        var kind = item switch { "BODY" or "BODY.PEEK" or "BINARY" or "BINARY.PEEK" => FetchKind.Body, "BINARY.SIZE" => FetchKind.BinarySize, _ => throw new BadCommandException($"Unknown FETCH item {word}") };
        var binary = item.StartsWith("BINARY", StringComparison.Ordinal);
        CheckSection(section, binary);
        var origin = partial is { } range ? string.Create(CultureInfo.InvariantCulture, $"<{range.Offset}>") : "";
        return new FetchItem(kind, $"{(binary ? kind == FetchKind.Body ? "BINARY" : "BINARY.SIZE" : "BODY")}[{section}]{origin}")
        {
            Section = section, Partial = partial, IsBinary = binary, Peeks = item is not ("BODY" or "BINARY"),
        };
    }

    private static void CheckSection(string section, bool binary)
    {
        var known = section is "" || (!binary && (section is "HEADER" or "TEXT" || section.StartsWith("HEADER.FIELDS", StringComparison.Ordinal)));
        if (!known) throw new RefusedException($"NO Section {section} is not served by this server");
    }

    // partial = "<" number64 "." nz-number64 ">"
    private static (long Offset, long Count)? ReadPartial(string text)
    {
        if (text.Length == 0) return null;
        var ends = text.Trim('<', '>').Split('.');
        return ends.Length == 2 && long.TryParse(ends[0], out var offset) && long.TryParse(ends[1], out var count) && count > 0
            ? (offset, count)
            : throw new BadCommandException("Invalid partial");
    }
}
