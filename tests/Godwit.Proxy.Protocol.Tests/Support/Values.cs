using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Values of the contract as they come up in the field, and some that nobody has seen yet.</summary>
internal static class Values
{
    /// <summary>Texts with what stores have in names: umlauts, emoji, lone surrogates, control characters.</summary>
    public static readonly Gen<string> Texts = Gen.Elements("a", "INBOX", "Übersicht", "日本語", "😀", "\ud83d", "\udc00x", "\r\n\0", "%41", "&AOk-", " ", "x.y/z\\").ListOf(4).Select(parts => string.Concat(parts.Take(3)));

    public static readonly Gen<string> Segments = Texts.Select(text => text.Length == 0 ? "x" : text);

    public static readonly Gen<FolderPath> Paths = Segments.ListOf(3).Select(segments => FolderPath.Of([.. segments]));

    public static readonly Gen<uint> Numbers = Gen.OneOf(Gen.Choose(0, 300).Select(n => (uint)n), Gen.Choose(0, 5).Select(n => uint.MaxValue - (uint)n));

    public static readonly Gen<KeywordSet> Keywords = Gen.Elements("$Forwarded", "Work", "\\Indexed", "später", "a b").ListOf(3).Select(names => KeywordSet.Of(names));

    public static readonly Gen<MessageFlags> Flags = from system in Gen.Choose(0, 31) from keywords in Gen.OneOf(Gen.Constant(KeywordSet.Empty), Keywords) select new MessageFlags((SystemFlags)system, keywords);

    public static readonly Gen<ReceivedDate?> Dates = Gen.OneOf(
        Gen.Constant<ReceivedDate?>(null),
        Gen.Constant<ReceivedDate?>(new ReceivedDate(ReceivedDate.MinUnixSeconds, -1080)),
        Gen.Constant<ReceivedDate?>(new ReceivedDate(ReceivedDate.MaxUnixSeconds, 1080)),
        from seconds in Gen.Choose(-2_000_000_000, 2_000_000_000) from offset in Gen.Choose(-1080, 1080) select (ReceivedDate?)new ReceivedDate(seconds, (short)offset));

    public static readonly Gen<UidSet> Uids = Gen.OneOf(
        Gen.Constant(UidSet.Empty),
        Gen.Constant(UidSet.All),
        Numbers.ListOf(12).Select(numbers => UidSet.Of(numbers)));

    public static readonly Gen<AcceptedFlags?> Accepted = Gen.OneOf(
        Gen.Constant<AcceptedFlags?>(null),
        from system in Gen.Choose(0, 31) from keywords in Keywords from takesNew in Gen.Elements(true, false) select (AcceptedFlags?)new AcceptedFlags((SystemFlags)system, keywords, takesNew));

    public static readonly Gen<FolderStatus> States =
        from generation in Numbers from next in Numbers from messages in Gen.Choose(0, int.MaxValue) from marker in Numbers from bytes in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(0, 99).Select(n => (long?)n << 40))
        from accepts in Accepted
        select new FolderStatus(new FolderGeneration(generation), next, messages, new ChangeMarker((ulong)marker << 31 | 1)) { Bytes = bytes, Accepts = accepts };

    public static readonly Gen<Folder> Folders =
        from path in Paths from name in Texts from role in Gen.Choose(0, (int)SpecialUse.Trash) from holds in Gen.Elements(true, false)
        from subscribed in Gen.Elements<bool?>(null, true, false) from id in Gen.OneOf(Gen.Constant<string?>(null), Texts.Select(t => (string?)t))
        select new Folder(path, name) { Role = (SpecialUse)role, HoldsMessages = holds, IsSubscribed = subscribed, ObjectId = id };

    public static readonly Gen<Fault> Faults =
        from kind in Gen.Elements(ConnectorFaults.Throttled, ConnectorFaults.MessageRefused, ProxyFaults.StreamCut, new FaultKind("GW2999", "From the future", Reach.Folder, Remedy.Skip))
        from side in Gen.Choose(0, (int)Side.Service) from outcome in Gen.Choose(0, 2) from wait in Gen.Elements<int?>(null, 0, 1, 300) from reach in Gen.Choose(0, (int)Reach.Service) from remedy in Gen.Choose(0, (int)Remedy.GiveUp)
        from told in Gen.Elements("mail.example: no.", "", "Ordner 'Übersicht' 😀")
        select new Fault(kind, (Side)side, told, (FaultOutcome)outcome, wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null) { Reach = (Reach)reach, Remedy = (Remedy)remedy };

    public static readonly Gen<ConnectorTraits> Traits =
        from bits in Gen.Elements(true, false).ListOf(17) from limit in Gen.Elements<long?>(null, 0, 1 << 20, long.MaxValue - 1) from lanes in Gen.Choose(1, 100) from text in Texts from names in Texts.ListOf(2)
        let b = bits.Concat(Enumerable.Repeat(true, 17)).ToArray()
        select new ConnectorTraits
        {
            Naming = new FolderNaming
            {
                IgnoresCase = b[0], InboxHasChildren = b[1], KeepsEdgeSpaces = b[2], KeepsLeadingDot = b[3], FoldersHoldBoth = b[4],
                ForbiddenCharacters = text, ForbiddenNames = [.. names], MaxSegmentBytes = lanes * 7, MaxDepth = lanes,
            },
            Limits = new MessageLimits { MaxMessageBytes = limit, AcceptsEmptyMessages = b[5], AcceptsNul = b[6] },
            Reports = new ReportTraits { NewUids = b[7], Changes = b[8], ExactSizes = b[9] },
            Moves = new MoveTraits { CanMove = b[10], CanRemove = b[11] },
            Keeps = new KeepTraits { ReceivedDates = b[12], ClampsFutureDates = b[13], Keywords = b[14], ReadsNul = b[15], RewritesMessages = b[16] },
            MaxLanes = lanes,
            Product = "Dovecot 2.3 (Ubuntu)",
        };
}
