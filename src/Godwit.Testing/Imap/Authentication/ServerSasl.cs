using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>What came of a client's response: signed in, another challenge, or refused when both are null.</summary>
internal readonly record struct SaslStep(TestMailbox? Mailbox, byte[]? Challenge)
{
    public static SaslStep Refused => default;
}

/// <summary>The server's half of a SASL exchange.</summary>
internal abstract class ServerSasl
{
    /// <summary>The first challenge when the client sends no initial response.</summary>
    public virtual byte[] Greeting => [];

    public abstract SaslStep Take(byte[] response);

    public static ServerSasl Start(string mechanism, ImapSession session) => mechanism switch
    {
        "PLAIN" => new PlainExchange(session.Server.Accounts),
        "LOGIN" => new LoginExchange(session.Server.Accounts),
        "XOAUTH2" or "OAUTHBEARER" => new TokenExchange(session, mechanism),
        "SCRAM-SHA-256" or "SCRAM-SHA-1" => new ScramExchange(session.Server.Accounts, mechanism),
        _ => throw new RefusedException("NO Unsupported authentication mechanism."),
    };
}

/// <summary>RFC 4616: <c>authzid NUL authcid NUL passwd</c>.</summary>
internal sealed class PlainExchange(Accounts accounts) : ServerSasl
{
    public override SaslStep Take(byte[] response) => Encoding.UTF8.GetString(response).Split('\0') is [var authorise, var user, var password]
        ? new SaslStep(accounts.Check(authorise, user, password), null)
        : SaslStep.Refused;
}

/// <summary>The undocumented LOGIN mechanism: asks for the user, then the password.</summary>
internal sealed class LoginExchange(Accounts accounts) : ServerSasl
{
    private string? _user;

    public override byte[] Greeting => "Username:"u8.ToArray();

    public override SaslStep Take(byte[] response)
    {
        var text = Encoding.UTF8.GetString(response);
        if (_user is not null) return new SaslStep(accounts.Check(_user, text), null);
        _user = text;
        return new SaslStep(null, "Password:"u8.ToArray());
    }
}

/// <summary>
/// XOAUTH2 and OAUTHBEARER (RFC 7628): a bad token is answered by an error in a challenge, and the exchange fails after the client's empty response.
/// </summary>
internal sealed class TokenExchange(ImapSession session, string mechanism) : ServerSasl
{
    private bool _failed;

    public override SaslStep Take(byte[] response)
    {
        if (_failed) return SaslStep.Refused;
        var parts = Encoding.UTF8.GetString(response).Split('\x01');
        var token = Array.Find(parts, p => p.StartsWith("auth=Bearer ", StringComparison.Ordinal))?["auth=Bearer ".Length..];
        if (token is not null && session.Server.Accounts.CheckToken(User(parts[0]), token) is { } good)
        {
            session.TokenEnd = good.End;
            return new SaslStep(good.Mailbox, null);
        }
        _failed = true;
        return new SaslStep(null, Encoding.UTF8.GetBytes("{\"status\":\"" + (mechanism == "XOAUTH2" ? "401" : "invalid_token") + "\",\"schemes\":\"bearer\"}"));
    }

    /// <summary><c>user=NAME</c> of XOAUTH2, or the <c>a=NAME</c> of OAUTHBEARER's GS2 header <c>n,a=NAME,</c>.</summary>
    private string User(string first)
    {
        if (mechanism == "XOAUTH2") return first.StartsWith("user=", StringComparison.Ordinal) ? first[5..] : "";
        var name = Array.Find(first.Split(','), p => p.StartsWith("a=", StringComparison.Ordinal)) ?? "a=";
        return name[2..].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}
