namespace Godwit.Testing.Imap;

/// <summary>LOGIN and AUTHENTICATE (RFC 9051 sections 6.2.2 and 6.2.3).</summary>
internal static class SignInCommands
{
    private const string Failed = "NO [AUTHENTICATIONFAILED] Authentication failed.";

    public static string Login(ImapSession session)
    {
        session.Input.Space();
        var user = session.Input.AString();
        session.Input.Space();
        var password = session.Input.AString();
        session.Input.ExpectEnd();
        if (!session.MayLogin) return "NO [PRIVACYREQUIRED] Cleartext authentication disallowed on non-secure (SSL/TLS) connections.";
        return session.Server.Accounts.Check(user, password) is { } mailbox ? Welcome(session, mailbox) : Failed;
    }

    public static string Authenticate(ImapSession session)
    {
        session.Input.Space();
        var name = session.Input.Keyword();
        if (!session.MayLogin) return "NO [PRIVACYREQUIRED] Cleartext authentication disallowed on non-secure (SSL/TLS) connections.";
        if (!session.Server.Options.Profile.Mechanisms.Contains(name)) return "NO Unsupported authentication mechanism.";
        var exchange = ServerSasl.Start(name, session);
        var answer = FirstResponse(session) ?? Ask(session, exchange.Greeting);
        while (answer is not null)
        {
            var step = exchange.Take(answer);
            if (step.Mailbox is { } mailbox) return Welcome(session, mailbox);
            if (step.Challenge is not { } challenge) return Failed;
            answer = Ask(session, challenge);
        }
        return "BAD Authentication aborted";
    }

    private static byte[]? FirstResponse(ImapSession session)
    {
        if (!session.Input.Try(' ')) return null;
        if (!session.Offers("SASL-IR")) throw new BadCommandException("Initial responses are not offered");
        var text = session.Input.Rest;
        session.Input.SkipCommand();
        return text == "=" ? [] : Decode(text);
    }

    /// <summary>Null when the client gave up with <c>*</c>.</summary>
    private static byte[]? Ask(ImapSession session, byte[] challenge)
    {
        session.Replies.Line($"+ {Convert.ToBase64String(challenge)}");
        if (!session.Input.NextLine()) throw new SessionOverException();
        var text = session.Input.Rest;
        session.Input.SkipCommand();
        return text == "*" ? null : Decode(text);
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : throw new BadCommandException("Invalid base64 data");
    }

    private static string Welcome(ImapSession session, TestMailbox mailbox)
    {
        session.SignIn(mailbox);
        return session.Server.Options.Profile.TellsCapabilitiesAtLogin ? $"OK [CAPABILITY {string.Join(' ', session.Capabilities())}] Logged in" : "OK LOGIN Ok.";
    }
}
