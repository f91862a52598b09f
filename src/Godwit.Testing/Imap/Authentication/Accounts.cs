namespace Godwit.Testing.Imap;

/// <summary>Who may sign in as whom.</summary>
internal sealed class Accounts(ImapTestServer server)
{
    /// <summary>The mailbox that this user and password open: the user's own, or for <c>user*master</c> and a master's password the user's; null when refused.</summary>
    public TestMailbox? Check(string user, string password)
    {
        var star = user.IndexOf('*', StringComparison.Ordinal);
        if (star > 0) return IsMaster(user[(star + 1)..], password) ? server.TryMailbox(user[..star]) : null;
        return server.TryMailbox(user) is { } mailbox && mailbox.Password == password ? mailbox : null;
    }

    /// <summary>The same with an authorisation identity (RFC 4616): who signs in, and whose mailbox is meant.</summary>
    public TestMailbox? Check(string authorise, string user, string password)
    {
        if (authorise.Length == 0 || authorise == user) return Check(user, password);
        return IsMaster(user, password) ? server.TryMailbox(authorise) : null;
    }

    /// <summary>The mailbox of this user, and when the token ends, when the token is good now.</summary>
    public (TestMailbox Mailbox, DateTimeOffset End)? CheckToken(string user, string token)
    {
        var mailbox = server.TryMailbox(user);
        return mailbox?.TokenEnd(token) is { } end && end > server.Options.Clock.GetUtcNow() ? (mailbox, end) : null;
    }

    public string? PasswordOf(string user) => server.TryMailbox(user)?.Password ?? server.Options.Masters.GetValueOrDefault(user);

    public bool MayBe(string user, string authorise) => authorise.Length == 0 || authorise == user || server.Options.Masters.ContainsKey(user);

    public TestMailbox? Mailbox(string user) => server.TryMailbox(user);

    private bool IsMaster(string master, string password) => server.Options.Masters.TryGetValue(master, out var right) && right == password;
}
