namespace Godwit.Imap;

/// <summary>UID SEARCH (RFC 9051 section 6.4.4) for messages that exist: all, or those of a set. Uses RETURN (ALL) where the server has ESEARCH, which answers by ranges.</summary>
public sealed class SearchCommand : ImapCommand<UidSet>
{
    private readonly UidSet? _among;
    private readonly UidGathering _found = new();

    /// <summary>Which of these uids exist; of all when null.</summary>
    public SearchCommand(UidSet? among = null) => _among = among;

    /// <inheritdoc/>
    public override string Name => "UID SEARCH";

    internal override void Write(CommandWriter writer)
    {
        writer.Raw(writer.Capabilities.Has("ESEARCH") ? "UID SEARCH RETURN (ALL) "u8 : "UID SEARCH "u8);
        if (_among is null) writer.Raw("ALL"u8);
        else writer.Raw("UID "u8).Set(_among);
    }

    internal override bool Wants(UntaggedKind kind) => kind is UntaggedKind.Search or UntaggedKind.ESearch;

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        reader.AllowNumberLine();
        if (kind == UntaggedKind.Search) ReadNumbers(reader);
        else ReadExtended(reader);
    }

    // RFC 3501: "SEARCH" *(SP nz-number), and RFC 7162's [SP "(MODSEQ" SP n ")"] behind
    private void ReadNumbers(ImapReader reader)
    {
        while (reader.AtDigit())
        {
            var uid = reader.ExpectUInt();
            _found.Add(uid, uid);
            reader.SkipSpaces();
        }
    }

    // RFC 9051: esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
    private void ReadExtended(ImapReader reader)
    {
        while (!reader.AtLineEnd())
        {
            if (reader.Peek() == (byte)'(')
            {
                reader.SkipValue();
            }
            else if (System.Text.Ascii.EqualsIgnoreCase(reader.ExpectAtom(), "ALL"u8))
            {
                reader.SkipSpaces();
                _found.Add(reader.ExpectUidSet());
            }
            reader.SkipSpaces();
        }
    }

    internal override UidSet Result(ImapStatus ok) => _found.All;
}
