namespace Godwit.Testing.Imap;

/// <summary>COPY and MOVE (RFC 9051 sections 6.4.7 and 6.4.8), all messages or none.</summary>
internal static class CopyCommand
{
    public static string Run(ImapSession session, bool byUid, bool moves)
    {
        session.Input.Space();
        var setText = session.Input.Word();
        session.Input.Space();
        var name = session.ReadName();
        session.Input.ExpectEnd();
        var view = session.Selected;
        if (moves && view.IsReadOnly) return "NO [READ-ONLY] Mailbox is opened read-only";
        lock (session.Owner.Gate)
        {
            var to = session.Destination(name);
            var messages = view.Select(view.ReadSet(setText, byUid), byUid).FindAll(m => view.Folder.Find(m.Uid) == m);
            if (!moves && !session.Owner.HasRoomFor(messages.Sum(m => m.Body.Length))) return Refusals.OverQuota;
            var code = Place(session, messages, to);
            if (!moves) return $"OK {code}Copy completed.";
            if (code.Length > 0) session.Replies.Line($"* OK {code}Moved UIDs.");
            view.Folder.Remove(messages);
            return "OK Move completed.";
        }
    }

    // RFC 4315 section 3: resp-code-copy = "COPYUID" SP nz-number SP uid-set SP uid-set
    private static string Place(ImapSession session, List<TestMessage> messages, TestFolder to)
    {
        var placed = messages.ConvertAll(m => to.Add(m.Body, to.Keep(m.Flags), m.Received, m.EmailId).Uid);
        if (messages.Count == 0 || !session.Offers("UIDPLUS") || session.Behaviour.OmitsCopyUid) return "";
        return $"[COPYUID {to.Generation} {UidSet.Of(messages.Select(m => m.Uid))} {UidSet.Of(placed)}] ";
    }
}
