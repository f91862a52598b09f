namespace Godwit.Testing.Imap;

/// <summary>Commands about the session itself.</summary>
internal static class PlainCommands
{
    public static string Capability(ImapSession session)
    {
        session.Input.ExpectEnd();
        session.Replies.Line($"* CAPABILITY {string.Join(' ', session.Capabilities())}");
        return "OK Capability completed.";
    }

    public static string Noop(ImapSession session)
    {
        session.Input.ExpectEnd();
        return "OK NOOP completed.";
    }

    public static string Logout(ImapSession session)
    {
        session.Replies.Line("* BYE Logging out");
        session.IsOver = true;
        return "OK Logout completed.";
    }

    // RFC 2971 section 3.1: id = "ID" SPACE id_params_list
    public static string Id(ImapSession session)
    {
        session.Input.Space();
        if (!session.Input.TryKeyword("NIL")) session.Input.Words();
        var product = session.Server.Options.Profile.Product;
        session.Replies.Line(product.Length == 0 ? "* ID NIL" : $"* ID (\"name\" \"{product}\")");
        return "OK ID completed.";
    }

    public static string StartTls(ImapSession session)
    {
        if (!session.OffersStartTls) return "BAD TLS support isn't enabled.";
        session.AfterAnswer = session.StartTls;
        return "OK Begin TLS negotiation now.";
    }

    // RFC 4978 section 3: compress = "COMPRESS" SP algorithm
    public static string Compress(ImapSession session)
    {
        session.Input.Space();
        if (session.Input.Keyword() != "DEFLATE") return "NO Unknown compression mechanism";
        if (session.IsCompressed) return "NO [COMPRESSIONACTIVE] COMPRESSION is already active";
        session.AfterAnswer = session.StartCompression;
        return "OK Begin compression.";
    }

    // RFC 5161 section 3.1: enable = "ENABLE" 1*(SP capability)
    public static string Enable(ImapSession session)
    {
        var enabled = new List<string>();
        while (session.Input.Try(' '))
        {
            var capability = session.Input.Keyword();
            if (capability is not ("CONDSTORE" or "QRESYNC" or "UTF8=ACCEPT" or "IMAP4REV2") || !session.Offers(capability)) continue;
            session.Enable(capability);
            enabled.Add(capability);
        }
        session.Replies.Line($"* ENABLED{string.Concat(enabled.Select(e => " " + e))}");
        return "OK Enabled.";
    }

    // RFC 2342 section 6
    public static string Namespace(ImapSession session)
    {
        var options = session.Server.Options;
        var others = session.Server.SharedPrefix is { } shared ? $"((\"{shared}\" \"{options.Separator}\"))" : "NIL";
        session.Replies.Line($"* NAMESPACE ((\"{options.Prefix}\" \"{options.Separator}\")) {others} NIL");
        return "OK Namespace completed.";
    }
}
