namespace Godwit.Testing.Imap;

/// <summary>SEARCH and UID SEARCH (RFC 9051 section 6.4.4), with ESEARCH's RETURN where offered.</summary>
internal static class SearchCommand
{
    public static string Run(ImapSession session, bool byUid)
    {
        session.Input.Space();
        var wanted = ReadReturn(session);
        SkipCharset(session.Input);
        var criterion = SearchKeys.Read(session);
        var view = session.Selected;
        var found = new List<uint>();
        var left = session.Behaviour.CapsAnswersAt ?? int.MaxValue;
        for (var i = 0; i < view.Messages.Count && left > 0; i++)
        {
            if (!criterion(view.Messages[i], i + 1)) continue;
            found.Add(byUid ? view.Messages[i].Uid : (uint)(i + 1));
            left--;
        }
        Tell(session, wanted, found, byUid);
        return "OK Search completed.";
    }

    private static List<string>? ReadReturn(ImapSession session)
    {
        if (!session.Input.TryKeyword("RETURN")) return session.HasEnabled("IMAP4REV2") ? ["ALL"] : null;
        if (!session.Offers("ESEARCH") && !session.Offers("IMAP4rev2")) throw new BadCommandException("ESEARCH is not offered");
        session.Input.Space();
        var wanted = session.Input.Words().ConvertAll(w => w.ToUpperInvariant());
        session.Input.Space();
        return wanted.Count == 0 ? ["ALL"] : wanted;
    }

    private static void SkipCharset(CommandInput input)
    {
        if (!input.TryKeyword("CHARSET")) return;
        input.Space();
        if (input.AString().ToUpperInvariant() is not ("UTF-8" or "US-ASCII")) throw new RefusedException("NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset");
        input.Space();
    }

    // RFC 9051 section 7.3.4: esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
    private static void Tell(ImapSession session, List<string>? wanted, List<uint> found, bool byUid)
    {
        if (wanted is null)
        {
            session.Replies.Text("* SEARCH");
            foreach (var number in found) session.Replies.Bytes(" "u8).Number(number);
            session.Replies.EndLine();
            return;
        }
        session.Replies.Text("* ESEARCH (TAG ").String(session.Tag).Text(")").Text(byUid ? " UID" : "");
        if (wanted.Contains("MIN") && found.Count > 0) session.Replies.Text(" MIN ").Number(found[0]);
        if (wanted.Contains("MAX") && found.Count > 0) session.Replies.Text(" MAX ").Number(found[^1]);
        if (wanted.Contains("COUNT")) session.Replies.Text(" COUNT ").Number((ulong)found.Count);
        if (wanted.Contains("ALL") && found.Count > 0) session.Replies.Text(" ALL ").Text(UidSet.Of(found).ToString());
        session.Replies.EndLine();
    }
}
