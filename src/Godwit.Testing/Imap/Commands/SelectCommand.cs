namespace Godwit.Testing.Imap;

/// <summary>SELECT and EXAMINE (RFC 9051 section 6.3.2) with CONDSTORE and QRESYNC (RFC 7162).</summary>
internal static class SelectCommand
{
    public static string Run(ImapSession session, bool readOnly)
    {
        session.Input.Space();
        var name = session.ReadName();
        var resync = session.Input.Try(' ') ? ReadParameters(session) : null;
        lock (session.Owner.Gate)
        {
            var wasOpen = session.View is not null;
            session.Open(null);
            var folder = session.Existing(name);
            if (session.Server.Behaviour.ForgetsUnopened) folder.LookedAt(selected: !readOnly);
            session.Open(new FolderView(folder, readOnly));
            if (wasOpen && session.HasEnabled("QRESYNC")) session.Replies.Line("* OK [CLOSED] Previous mailbox closed.");
            Tell(session, folder, readOnly);
            if (resync is not null && resync.Generation == folder.Generation.Number && !folder.NoModSeq) Resync(session, resync);
        }
        return readOnly ? "OK [READ-ONLY] Examine completed." : "OK [READ-WRITE] Select completed.";
    }

    private static void Tell(ImapSession session, TestFolder folder, bool readOnly)
    {
        var replies = session.Replies;
        var policy = folder.Keywords;
        var keywords = policy.Known.Concat(folder.KnownKeywords).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        replies.Line($"* FLAGS ({string.Join(' ', WireFlags.Names((SystemFlags)31).Concat(keywords))})");
        var kept = WireFlags.Names(policy.System).Concat(keywords);
        if (policy.TakesNewKeywords && keywords.Count < policy.MaxKeywords) kept = kept.Append("\\*");
        replies.Line($"* OK [PERMANENTFLAGS ({(readOnly ? "" : string.Join(' ', kept))})] Flags permitted.");
        session.TellCount(folder.Listed.Count);
        replies.Line($"* OK [UIDVALIDITY {folder.Generation}] UIDs valid");
        if (!session.Server.Behaviour.HidesUidNext) replies.Line($"* OK [UIDNEXT {folder.UidNext}] Predicted next UID");
        if (session.Offers("CONDSTORE")) replies.Line(folder.NoModSeq ? "* OK [NOMODSEQ] No permanent mod-sequences" : $"* OK [HIGHESTMODSEQ {folder.HighestModSeq}] Highest");
        if (session.Offers("OBJECTID")) replies.Line($"* OK [MAILBOXID ({folder.Id})] Ok");
    }

    private sealed record ResyncParameters(uint Generation, ulong ModSeq, string? Known);

    // RFC 7162 section 3.2.5: "QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"
    private static ResyncParameters? ReadParameters(ImapSession session)
    {
        var input = session.Input;
        ResyncParameters? resync = null;
        input.Expect('(');
        while (!input.Try(')'))
        {
            input.Try(' ');
            var name = input.Keyword();
            if (name == "CONDSTORE" && session.Offers("CONDSTORE")) session.Enable("CONDSTORE");
            else if (name == "QRESYNC" && session.HasEnabled("QRESYNC")) resync = ReadResync(input);
            else throw new BadCommandException($"Unknown parameter {name}");
        }
        return resync;
    }

    private static ResyncParameters ReadResync(CommandInput input)
    {
        input.Space();
        input.Expect('(');
        var generation = (uint)input.Number();
        input.Space();
        var modSeq = input.Number();
        string? known = null;
        while (input.Try(' '))
        {
            if (input.Peek() == '(') SkipSequenceMatch(input);
            else known = input.Word();
        }
        input.Expect(')');
        return new ResyncParameters(generation, modSeq, known);
    }

    private static void SkipSequenceMatch(CommandInput input) => input.Words();

    private static void Resync(ImapSession session, ResyncParameters resync)
    {
        var view = session.Selected;
        var vanished = view.Folder.VanishedSince(resync.ModSeq);
        if (resync.Known is { } known && UidSet.TryParse(known, out var set)) vanished = vanished.Intersect(set);
        if (!vanished.IsEmpty) session.Replies.Line($"* VANISHED (EARLIER) {vanished}");
        foreach (var message in view.Messages)
        {
            if (message.ModSeq > resync.ModSeq) session.TellFlags(view, message);
        }
    }
}
