namespace Godwit.Testing.Imap;

/// <summary>What a LIST asks for (RFC 5258 section 6, RFC 5819, RFC 6154).</summary>
internal sealed record ListRequest(IReadOnlyList<string> Patterns, bool IsExtended)
{
    public bool OnlySubscribed { get; private init; }
    public bool OnlySpecialUse { get; private init; }
    public bool ReturnsSubscribed { get; private init; }
    public bool ReturnsChildren { get; private init; }
    public List<string>? Status { get; private init; }

    public bool Selects(ListedName listed)
    {
        if (OnlySubscribed) return listed.IsSubscribed;
        if (OnlySpecialUse) return listed.Folder is { Role: not (SpecialUse.None or SpecialUse.Inbox) };
        return listed.Folder is not null || listed.HasChildren;
    }

    public static ListRequest Read(ImapSession session)
    {
        var input = session.Input;
        input.Space();
        var selection = input.Peek() == '(' ? Extension(session, input.Words()) : null;
        if (selection is not null) input.Space();
        var reference = session.ReadName();
        input.Space();
        var severalPatterns = input.Peek() == '(';
        var patterns = severalPatterns ? input.Words() : [session.ReadName()];
        var request = new ListRequest([.. patterns.Select(p => Normal(reference + p))], selection is not null || severalPatterns)
        {
            OnlySubscribed = selection?.Contains("SUBSCRIBED") ?? false,
            OnlySpecialUse = selection?.Contains("SPECIAL-USE") ?? false,
        };
        return input.Try(' ') ? ReadReturn(session, request) : request with { ReturnsSubscribed = request.OnlySubscribed };
    }

    private static ListRequest ReadReturn(ImapSession session, ListRequest request)
    {
        var input = session.Input;
        if (!input.TryKeyword("RETURN")) throw new BadCommandException("Expected RETURN");
        Extension(session, []);
        input.Space();
        input.Expect('(');
        request = request with { IsExtended = true, ReturnsSubscribed = request.OnlySubscribed };
        while (!input.Try(')'))
        {
            input.Try(' ');
            request = ReadOption(session, request, input.Keyword());
        }
        input.ExpectEnd();
        return request;
    }

    private static ListRequest ReadOption(ImapSession session, ListRequest request, string option)
    {
        switch (option)
        {
            case "SUBSCRIBED": return request with { ReturnsSubscribed = true };
            case "CHILDREN": return request with { ReturnsChildren = true };
            case "SPECIAL-USE" when session.Offers("SPECIAL-USE"): return request;
            case "STATUS" when session.Offers("LIST-STATUS"):
                session.Input.Space();
                return request with { Status = StatusCommand.ReadItems(session) };
            default: throw new BadCommandException($"Unknown LIST return option {option}");
        }
    }

    private static List<string> Extension(ImapSession session, List<string> words)
    {
        if (!session.Offers("LIST-EXTENDED") && !session.Offers("IMAP4rev2")) throw new BadCommandException("LIST-EXTENDED is not offered");
        return words.ConvertAll(w => w.ToUpperInvariant());
    }

    private static string Normal(string pattern) => pattern.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : pattern;
}
