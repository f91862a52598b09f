namespace Godwit.Testing.Imap;

/// <summary>FETCH and UID FETCH with CHANGEDSINCE and VANISHED (RFC 7162).</summary>
internal static class FetchCommand
{
    public static string Run(ImapSession session, bool byUid)
    {
        session.Input.Space();
        var setText = session.Input.Word();
        session.Input.Space();
        var items = ReadItems(session.Input, byUid);
        CheckOffered(session, items);
        var (changedSince, vanished) = session.Input.Try(' ') ? ReadModifiers(session, byUid) : (null, false);
        session.Input.ExpectEnd();
        var view = session.Selected;
        var set = view.ReadSet(setText, byUid);
        if (vanished) TellVanished(session, set, setText, changedSince!.Value);
        if (changedSince is not null && !items.Exists(i => i.Kind == FetchKind.ModSeq)) items.Add(new FetchItem(FetchKind.ModSeq));
        Answer(session, view.Select(set, byUid), items, changedSince ?? 0);
        return "OK Fetch completed.";
    }

    private static void Answer(ImapSession session, List<TestMessage> messages, List<FetchItem> items, ulong changedSince)
    {
        var answer = new FetchAnswer(session, items);
        var left = session.Behaviour.CapsAnswersAt ?? int.MaxValue;
        foreach (var message in messages)
        {
            if (message.ModSeq <= changedSince) continue;
            if (left-- == 0) return;
            answer.Write(message);
        }
    }

    private static List<FetchItem> ReadItems(CommandInput input, bool byUid)
    {
        var items = new List<FetchItem>();
        if (!input.Try('(')) items.AddRange(FetchItem.Read(ReadItemWord(input)));
        else
        {
            do items.AddRange(FetchItem.Read(ReadItemWord(input))); while (input.Try(' '));
            input.Expect(')');
        }
        if (byUid && !items.Exists(i => i.Kind == FetchKind.Uid)) items.Insert(0, new FetchItem(FetchKind.Uid));
        return items;
    }

    /// <summary>A word; where a section lists header names in parentheses, up to its closing bracket.</summary>
    private static string ReadItemWord(CommandInput input)
    {
        var word = input.Word();
        while (word.Contains('[', StringComparison.Ordinal) && !word.Contains(']', StringComparison.Ordinal))
        {
            input.Space();
            word += input.Peek() == '(' ? $" ({string.Join(' ', input.Words())})" : " " + input.Word();
            if (input.Peek() == ']') word += input.Word();
        }
        return word;
    }

    // RFC 7162 section 3.1.4.1: "(" "CHANGEDSINCE" SP mod-sequence-value [SP "VANISHED"] ")"
    private static (ulong? ChangedSince, bool Vanished) ReadModifiers(ImapSession session, bool byUid)
    {
        if (!session.Offers("CONDSTORE")) throw new BadCommandException("CONDSTORE is not offered");
        var input = session.Input;
        ulong? since = null;
        var vanished = false;
        input.Expect('(');
        do
        {
            if (input.TryKeyword("CHANGEDSINCE")) { input.Space(); since = input.Number(); }
            else if (input.TryKeyword("VANISHED")) vanished = true;
            else throw new BadCommandException("Unknown FETCH modifier");
        }
        while (input.Try(' '));
        input.Expect(')');
        if (vanished && (since is null || !byUid || !session.HasEnabled("QRESYNC"))) throw new BadCommandException("VANISHED needs UID, CHANGEDSINCE and QRESYNC");
        session.Enable("CONDSTORE");
        return (since, vanished);
    }

    private static void CheckOffered(ImapSession session, List<FetchItem> items)
    {
        foreach (var item in items)
        {
            var needs = item switch { { Kind: FetchKind.ModSeq } => "CONDSTORE", { Kind: FetchKind.EmailId or FetchKind.ThreadId } => "OBJECTID", { IsBinary: true } => "BINARY", _ => null };
            if (needs is not null && !session.Offers(needs)) throw new BadCommandException($"{needs} is not offered");
        }
        if (items.Exists(i => i.Kind == FetchKind.ModSeq)) session.Enable("CONDSTORE");
    }

    private static void TellVanished(ImapSession session, UidSet set, string setText, ulong since)
    {
        UidSet vanished;
        lock (session.Owner.Gate) vanished = session.Selected.Folder.VanishedSince(since);
        vanished = setText.Contains('*', StringComparison.Ordinal) ? vanished.Except(Below(set)) : vanished.Intersect(set);
        if (!vanished.IsEmpty) session.Replies.Line($"* VANISHED (EARLIER) {vanished}");
    }

    /// <summary>A set that ends with <c>*</c> reaches beyond the last message: only what lies below it is outside.</summary>
    private static UidSet Below(UidSet set) => set.IsEmpty ? UidSet.Empty : UidSet.Range(1, set.Min - 1);
}
