namespace Godwit.Testing.Imap;

/// <summary>STORE and UID STORE (RFC 9051 section 6.4.6) with UNCHANGEDSINCE (RFC 7162 section 3.1.3).</summary>
internal static class StoreCommand
{
    public static string Run(ImapSession session, bool byUid)
    {
        var input = session.Input;
        input.Space();
        var setText = input.Word();
        input.Space();
        var unchangedSince = input.Peek() == '(' ? ReadModifier(session) : ulong.MaxValue;
        var item = input.Keyword();
        input.Space();
        var flags = WireFlags.Read(input.Peek() == '(' ? input.Words() : input.Rest.Split(' '), session.Behaviour);
        input.SkipCommand();
        if (session.Selected.IsReadOnly) return "NO [READ-ONLY] Mailbox is opened read-only";
        var change = Change(item, flags);
        lock (session.Owner.Gate)
        {
            var view = session.Selected;
            var left = Apply(session, view.Select(view.ReadSet(setText, byUid), byUid), change, unchangedSince, item.EndsWith(".SILENT", StringComparison.Ordinal));
            var numbers = UidSet.Of(left.Select(m => byUid ? m.Uid : (uint)view.SequenceOf(m)));
            return numbers.IsEmpty ? "OK Store completed." : $"OK [MODIFIED {numbers}] Conditional store failed.";
        }
    }

    // RFC 7162 section 3.1.3: "(" "UNCHANGEDSINCE" SP mod-sequence-valzer ")"
    private static ulong ReadModifier(ImapSession session)
    {
        session.Input.Expect('(');
        if (!session.Offers("CONDSTORE") || !session.Input.TryKeyword("UNCHANGEDSINCE")) throw new BadCommandException("Unknown STORE modifier");
        session.Input.Space();
        var since = session.Input.Number();
        session.Input.Expect(')');
        session.Input.Space();
        session.Enable("CONDSTORE");
        return since;
    }

    private static Func<MessageFlags, MessageFlags> Change(string item, MessageFlags flags) => item.Replace(".SILENT", "", StringComparison.Ordinal) switch
    {
        "FLAGS" => _ => flags,
        "+FLAGS" => old => old.Union(flags),
        "-FLAGS" => old => old.Except(flags),
        _ => throw new BadCommandException($"Unknown STORE item {item}"),
    };

    /// <summary>Changes what may be changed, tells what must be told, and answers which messages were left alone because they had changed.</summary>
    private static List<TestMessage> Apply(ImapSession session, List<TestMessage> messages, Func<MessageFlags, MessageFlags> change, ulong unchangedSince, bool silent)
    {
        var left = new List<TestMessage>();
        var folder = session.Selected.Folder;
        foreach (var message in messages)
        {
            if (folder.Find(message.Uid) != message) continue;
            if (message.ModSeq > unchangedSince) { left.Add(message); continue; }
            var before = message.ModSeq;
            folder.Change(message, folder.Keep(change(message.Flags)), session);
            if (!silent || (session.IsModSeqAware && message.ModSeq != before)) session.TellFlags(session.Selected, message);
        }
        return left;
    }
}
