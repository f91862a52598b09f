namespace Godwit.Proxy.Protocol;

/// <summary>What a store can do, on the wire: its yes-and-nos as bits in the order below, then numbers and texts.</summary>
internal static class TraitsCodec
{
    private const int MaxNames = 1_000, MostLanes = 1_000;

    public static void Write(WireWriter writer, ConnectorTraits traits)
    {
        writer.Varint(Pack(Answers(traits)));
        writer.Optional((ulong?)traits.Limits.MaxMessageBytes);
        writer.Varint((ulong)traits.MaxLanes);
        writer.Varint((ulong)traits.Naming.MaxSegmentBytes);
        writer.Varint((ulong)traits.Naming.MaxDepth);
        writer.Text(traits.Naming.ForbiddenCharacters);
        writer.Varint((ulong)traits.Naming.ForbiddenNames.Count);
        foreach (var name in traits.Naming.ForbiddenNames) writer.Text(name);
        writer.Text(traits.Product);
    }

    public static ConnectorTraits Read(ref WireReader reader)
    {
        var bits = reader.Varint();
        var maxMessage = reader.Optional(long.MaxValue - 1);
        var lanes = (int)Math.Max(1, reader.Number(MostLanes));
        var naming = new FolderNaming
        {
            MaxSegmentBytes = (int)reader.Number(int.MaxValue),
            MaxDepth = (int)reader.Number(int.MaxValue),
            ForbiddenCharacters = reader.Text(),
            ForbiddenNames = ReadNames(ref reader),
            IgnoresCase = Has(bits, 0),
            InboxHasChildren = Has(bits, 1),
            KeepsEdgeSpaces = Has(bits, 2),
            KeepsLeadingDot = Has(bits, 3),
            FoldersHoldBoth = Has(bits, 4),
        };
        return new ConnectorTraits
        {
            Naming = naming,
            Limits = new MessageLimits { MaxMessageBytes = maxMessage, AcceptsEmptyMessages = Has(bits, 5), AcceptsNul = Has(bits, 6) },
            Reports = new ReportTraits { NewUids = Has(bits, 7), Changes = Has(bits, 8), ExactSizes = Has(bits, 9) },
            Moves = new MoveTraits { CanMove = Has(bits, 10), CanRemove = Has(bits, 11) },
            Keeps = new KeepTraits { ReceivedDates = Has(bits, 12), ClampsFutureDates = Has(bits, 13), Keywords = Has(bits, 14), ReadsNul = Has(bits, 15), RewritesMessages = Has(bits, 16) },
            MaxLanes = lanes,
            Product = OtherSideText.Show(reader.Text()),
        };
    }

    /// <summary>The bits from the lowest on. New ones are added at the end.</summary>
    private static bool[] Answers(ConnectorTraits traits)
    {
        var (naming, limits, reports, moves, keeps) = (traits.Naming, traits.Limits, traits.Reports, traits.Moves, traits.Keeps);
        return
        [
            naming.IgnoresCase, naming.InboxHasChildren, naming.KeepsEdgeSpaces, naming.KeepsLeadingDot, naming.FoldersHoldBoth,
            limits.AcceptsEmptyMessages, limits.AcceptsNul,
            reports.NewUids, reports.Changes, reports.ExactSizes,
            moves.CanMove, moves.CanRemove,
            keeps.ReceivedDates, keeps.ClampsFutureDates, keeps.Keywords, keeps.ReadsNul, keeps.RewritesMessages,
        ];
    }

    private static ulong Pack(bool[] answers)
    {
        ulong bits = 0;
        for (var i = 0; i < answers.Length; i++) if (answers[i]) bits |= 1UL << i;
        return bits;
    }

    private static bool Has(ulong bits, int bit) => (bits >> bit & 1) != 0;

    private static string[] ReadNames(ref WireReader reader)
    {
        var names = new string[reader.Number(Math.Min(MaxNames, reader.Rest.Length))];
        for (var i = 0; i < names.Length; i++) names[i] = reader.Text();
        return names;
    }
}
