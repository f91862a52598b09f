using System.Net.Sockets;
using System.Text;
using Godwit.Testing.Imap;

namespace Godwit.Imap.Tests.Authentication;

/// <summary>Each mechanism against the test server's own half, which was written apart from it.</summary>
public sealed class SignInExchangeTests
{
    [Theory]
    [InlineData("PLAIN", "alice", "secret", "")]
    [InlineData("LOGIN", "alice", "secret", "")]
    [InlineData("SCRAM-SHA-1", "alice", "secret", "")]
    [InlineData("SCRAM-SHA-256", "alice", "secret", "")]
    [InlineData("SCRAM-SHA-256", "z=o,e", "p\u00e4ss w\u00f6rd", "")]
    [InlineData("PLAIN", "root", "top", "alice")]
    [InlineData("SCRAM-SHA-256", "root", "top", "alice")]
    public void The_right_password_opens_the_mailbox(string mechanism, string user, string password, string identity)
    {
        using var credential = SaslCredential.Password(user, password, identity);
        var chosen = Choose(mechanism, credential);
        Assert.Equal("OK", SignIn(chosen));
        if (chosen is IServerProof proof) Assert.True(proof.ServerIsProven);
    }

    [Theory]
    [InlineData("PLAIN", "alice", "")]
    [InlineData("LOGIN", "alice", "")]
    [InlineData("SCRAM-SHA-1", "alice", "")]
    [InlineData("SCRAM-SHA-256", "nobody", "")]
    [InlineData("SCRAM-SHA-256", "alice", "z=o,e")]
    public void A_wrong_password_does_not(string mechanism, string user, string identity)
    {
        using var credential = SaslCredential.Password(user, identity.Length == 0 ? "wrong" : "secret", identity);
        Assert.Equal("NO", SignIn(Choose(mechanism, credential)));
    }

    [Theory]
    [InlineData("XOAUTH2", "good", "OK")]
    [InlineData("OAUTHBEARER", "good", "OK")]
    [InlineData("XOAUTH2", "old", "NO")]
    [InlineData("OAUTHBEARER", "old", "NO")]
    public void A_token_is_as_good_as_it_is_fresh(string mechanism, string token, string answer)
    {
        using var credential = SaslCredential.Token("alice", token);
        var chosen = Choose(mechanism, credential);
        Assert.Equal(answer, SignIn(chosen));
        Assert.Equal(answer == "NO", ((BearerMechanism)chosen).ServerError is not null);
    }

    private static ISaslMechanism Choose(string mechanism, SaslCredential credential) =>
        SaslMechanisms.Choose([$"AUTH={mechanism}"], credential, encrypted: true) ?? throw new InvalidOperationException("No mechanism was chosen.");

    private static string SignIn(ISaslMechanism mechanism)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions
        {
            Users = new Dictionary<string, string> { ["alice"] = "secret", ["z=o,e"] = "p\u00e4ss w\u00f6rd" },
            Masters = new Dictionary<string, string> { ["root"] = "top" },
        });
        server.Mailboxes["alice"].AllowToken("good", DateTimeOffset.MaxValue);
        server.Mailboxes["alice"].AllowToken("old", DateTimeOffset.MinValue);
        using var tcp = new TcpClient();
        tcp.Connect(server.EndPoint);
        using var reader = new StreamReader(tcp.GetStream(), Encoding.Latin1);
        using var writer = new StreamWriter(tcp.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        reader.ReadLine();
        var initial = mechanism.InitialResponse();
        writer.WriteLine($"a AUTHENTICATE {mechanism.Name}{(initial is null ? "" : " " + Convert.ToBase64String(initial))}");
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("+ ", StringComparison.Ordinal)) return line.Split(' ')[1];
            writer.WriteLine(Convert.ToBase64String(mechanism.Respond(Convert.FromBase64String(line[2..]))));
        }
        return "(closed)";
    }
}
