using System.Text;

namespace Godwit.Imap;

/// <summary>Reads the code in brackets of a status response (RFC 9051 resp-text-code).</summary>
internal static class ResponseCodes
{
    private static ResponseCodeKind KindOf(string name) => name.ToUpperInvariant() switch
    {
        "ALERT" => ResponseCodeKind.Alert, "ALREADYEXISTS" => ResponseCodeKind.AlreadyExists, "APPENDUID" => ResponseCodeKind.AppendUid,
        "AUTHENTICATIONFAILED" => ResponseCodeKind.AuthenticationFailed, "AUTHORIZATIONFAILED" => ResponseCodeKind.AuthorizationFailed,
        "BADCHARSET" => ResponseCodeKind.BadCharset, "CANNOT" => ResponseCodeKind.Cannot, "CAPABILITY" => ResponseCodeKind.Capability,
        "CLIENTBUG" => ResponseCodeKind.ClientBug, "CLOSED" => ResponseCodeKind.Closed, "COMPRESSIONACTIVE" => ResponseCodeKind.CompressionActive,
        "CONTACTADMIN" => ResponseCodeKind.ContactAdmin, "COPYUID" => ResponseCodeKind.CopyUid, "CORRUPTION" => ResponseCodeKind.Corruption,
        "EXPIRED" => ResponseCodeKind.Expired, "EXPUNGEISSUED" => ResponseCodeKind.ExpungeIssued, "HASCHILDREN" => ResponseCodeKind.HasChildren,
        "HIGHESTMODSEQ" => ResponseCodeKind.HighestModSeq, "INUSE" => ResponseCodeKind.InUse, "LIMIT" => ResponseCodeKind.Limit,
        "MAILBOXID" => ResponseCodeKind.MailboxId, "MODIFIED" => ResponseCodeKind.Modified, "NOMODSEQ" => ResponseCodeKind.NoModSeq,
        "NONEXISTENT" => ResponseCodeKind.NonExistent, "NOPERM" => ResponseCodeKind.NoPerm, "OVERQUOTA" => ResponseCodeKind.OverQuota,
        "PARSE" => ResponseCodeKind.Parse, "PERMANENTFLAGS" => ResponseCodeKind.PermanentFlags, "PRIVACYREQUIRED" => ResponseCodeKind.PrivacyRequired,
        "READ-ONLY" => ResponseCodeKind.ReadOnly, "READ-WRITE" => ResponseCodeKind.ReadWrite, "SERVERBUG" => ResponseCodeKind.ServerBug,
        "TOOBIG" => ResponseCodeKind.TooBig, "TRYCREATE" => ResponseCodeKind.TryCreate, "UIDNOTSTICKY" => ResponseCodeKind.UidNotSticky,
        "UIDNEXT" => ResponseCodeKind.UidNext, "UIDVALIDITY" => ResponseCodeKind.UidValidity, "UNAVAILABLE" => ResponseCodeKind.Unavailable,
        "UNKNOWN-CTE" => ResponseCodeKind.UnknownCte, "UNSEEN" => ResponseCodeKind.Unseen, "USEATTR" => ResponseCodeKind.UseAttr, _ => default,
    };

    /// <summary>Reads from behind "[" and consumes "]".</summary>
    internal static ResponseCode Read(ImapReader reader)
    {
        var name = Encoding.Latin1.GetString(reader.ExpectCodeAtom());
        var code = ReadArguments(KindOf(name), name, reader);
        reader.SkipSpaces();
        if (!reader.Take((byte)']'))
        {
            reader.RestOfCode();
            reader.Expect((byte)']');
        }
        return code;
    }

    private static ResponseCode ReadArguments(ResponseCodeKind kind, string name, ImapReader reader)
    {
        reader.SkipSpaces();
        if (reader.Peek() == (byte)']') return new ResponseCode(kind, name);
        return kind switch
        {
            ResponseCodeKind.UidValidity or ResponseCodeKind.UidNext or ResponseCodeKind.HighestModSeq or ResponseCodeKind.Unseen => Number(kind, name, reader),
            ResponseCodeKind.AppendUid => AppendUid(reader),
            ResponseCodeKind.CopyUid => CopyUid(reader),
            ResponseCodeKind.Capability => new CapabilityCode(CapabilityLine.ReadCode(reader)),
            ResponseCodeKind.PermanentFlags => PermanentFlags(reader),
            _ => new TextCode(kind, name, Encoding.UTF8.GetString(reader.RestOfCode())),
        };
    }

    private static ResponseCode Number(ResponseCodeKind kind, string name, ImapReader reader) =>
        // Some servers write a marker such as "UIDNEXT *"; a code without its number tells nothing.
        reader.AtDigit() ? new NumberCode(kind, name, (ulong)reader.ExpectNumber()) : new TextCode(ResponseCodeKind.Other, name, Encoding.UTF8.GetString(reader.RestOfCode()));

    // RFC 4315 section 3: resp-code-apnd = "APPENDUID" SP nz-number SP append-uid
    private static AppendUidCode AppendUid(ImapReader reader)
    {
        reader.AllowNumberLine();
        var generation = new FolderGeneration(reader.ExpectUInt());
        reader.ExpectSpace();
        return new AppendUidCode(generation, reader.ExpectUidSequence());
    }

    // RFC 4315 section 3: resp-code-copy = "COPYUID" SP nz-number SP uid-set SP uid-set
    private static ResponseCode CopyUid(ImapReader reader)
    {
        reader.AllowNumberLine();
        var generation = new FolderGeneration(reader.ExpectUInt());
        reader.ExpectSpace();
        // Exchange and Zimbra answer a copy of nothing by "COPYUID 1 " without sets.
        if (!reader.AtDigit()) return new TextCode(ResponseCodeKind.Other, "COPYUID", "");
        var from = reader.ExpectUidSequence();
        reader.ExpectSpace();
        return new CopyUidCode(generation, from, reader.ExpectUidSequence());
    }

    // RFC 9051: "PERMANENTFLAGS" SP "(" [flag-perm *(SP flag-perm)] ")"
    private static PermanentFlagsCode PermanentFlags(ImapReader reader)
    {
        var flags = FlagLists.Parse(reader.ExpectFlagList(), out var newKeywords);
        return new PermanentFlagsCode(flags, newKeywords);
    }
}
