using System.Text;

namespace Godwit.Connectors.Imap.Tests;

/// <summary>What the tests of this connector do again and again.</summary>
internal static class World
{
    internal static ImapTestServer Start(ServerProfile? profile = null) => ImapTestServer.Start(new ImapServerOptions { Profile = profile ?? ServerProfile.Dovecot });

    internal static TestFolder Inbox(this ImapTestServer server) => server.Mailboxes["alice"].Folder("INBOX");

    internal static IMailboxTarget Target(this ImapTestServer server, Func<ImapSettings, ImapSettings>? how = null) => Connector(server, how).OpenTarget(CancellationToken.None);

    internal static IMailboxSource Source(this ImapTestServer server, Func<ImapSettings, ImapSettings>? how = null) => Connector(server, how).OpenSource(CancellationToken.None);

    internal static ImapConnector Connector(ImapTestServer server, Func<ImapSettings, ImapSettings>? how = null)
    {
        var settings = ImapFixture.Settings(server);
        return new ImapConnector(how is null ? settings : how(settings));
    }

    internal static void Fill(this TestFolder folder, int messages)
    {
        for (var n = 1; n <= messages; n++) folder.Deliver(Encoding.ASCII.GetBytes($"Subject: {n}\r\n\r\nbody {n}\r\n"));
    }

    internal static Fault FaultOf(Action act) => Assert.Throws<FaultException>(act).Fault;

    internal static string Text(this byte[] bytes) => Encoding.ASCII.GetString(bytes);
}
