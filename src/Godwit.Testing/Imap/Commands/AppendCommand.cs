namespace Godwit.Testing.Imap;

/// <summary>APPEND (RFC 9051 section 6.3.12) and MULTIAPPEND (RFC 3502): a group is stored whole or not at all.</summary>
internal static class AppendCommand
{
    // append = "APPEND" SP mailbox 1*append-message
    public static string Run(ImapSession session)
    {
        session.Input.Space();
        var name = session.ReadName();
        var group = new AppendGroup(session, name);
        do
        {
            session.Input.Space();
            ReadMessage(session, group);
        }
        while (!session.Input.AtEnd && MayGoOn(session));
        return group.Commit();
    }

    private static bool MayGoOn(ImapSession session) =>
        session.Offers("MULTIAPPEND") ? true : throw new BadCommandException("MULTIAPPEND is not offered");

    // append-message = [SP flag-list] [SP date-time] SP (literal / literal8 / append-data-ext)
    private static void ReadMessage(ImapSession session, AppendGroup group)
    {
        var input = session.Input;
        var flags = input.Peek() == '(' ? ReadFlags(session, group) : MessageFlags.None;
        var received = input.Peek() == '"' ? ReadDate(session, group) : null;
        var wrapped = input.TryKeyword("UTF8");   // RFC 6855 section 4: "UTF8" SP "(" literal8 ")"
        if (wrapped) { input.Space(); input.Expect('('); }
        ReadBody(session, group, flags, received);
        if (wrapped) input.Expect(')');
    }

    private static MessageFlags ReadFlags(ImapSession session, AppendGroup group)
    {
        var names = session.Input.Words();
        session.Input.Space();
        return group.Try(() => WireFlags.Read(names, session.Behaviour));
    }

    private static ReceivedDate? ReadDate(ImapSession session, AppendGroup group)
    {
        var text = session.Input.AString();
        session.Input.Space();
        return group.Try<ReceivedDate?>(() => WireDate.Read(text) ?? throw new BadCommandException("Invalid internal date"));
    }

    private static void ReadBody(ImapSession session, AppendGroup group, MessageFlags flags, ReceivedDate? received)
    {
        var input = session.Input;
        var literal = input.LiteralStart();
        if (literal.IsBinary && !session.Offers("BINARY") && !session.Offers("UTF8=ACCEPT")) throw new BadCommandException("literal8 is not offered");
        group.CheckSize(literal);
        if (group.Refusal is not null && !literal.IsPlain) throw new RefusedException(group.Refusal);
        input.Accept(literal);
        if (group.Refusal is not null) input.Skip(literal.Length);
        else
        {
            var bytes = new byte[literal.Length];
            input.Read(bytes);
            group.Add(bytes, flags, received);
        }
        input.AfterLiteral();
    }
}
