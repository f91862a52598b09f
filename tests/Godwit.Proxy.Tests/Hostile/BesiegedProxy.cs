using System.Net;
using System.Text;
using Godwit.Connectors;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Host.Commands;
using Godwit.Proxy.Mailboxes;
using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Tests.Hostile;

/// <summary>A whole proxy, mailboxes and all, in front of Maildirs: what hostile clients meet. Anna has one message; a secret lies beside the root.</summary>
internal sealed class BesiegedProxy : IAsyncDisposable
{
    public const string Secret = "The-secret-of-another-house";

    private readonly Organisation _organisation = new();

    private BesiegedProxy()
    {
        Root = Directory.CreateDirectory(_organisation.PathOf("mail")).FullName;
        Outside = Directory.CreateDirectory(_organisation.PathOf("outside")).FullName;
        Deliver(Root, "anna", "1.first:2,S", "Hello");
        Deliver(Outside, "eve", "1.secret:2,S", Secret);
    }

    public string Root { get; }

    public string Outside { get; }

    public RunningProxy Running { get; private set; } = null!;

    public int Port => Running.Address.Port;

    public static async Task<BesiegedProxy> StartAsync(Action<BesiegedProxy>? prepare = null, Func<ListeningSettings, ListeningSettings>? listening = null)
    {
        var proxy = new BesiegedProxy();
        prepare?.Invoke(proxy);
        var store = new MaildirStoreSettings("disk", new MailboxTable(new Dictionary<string, string>(StringComparer.Ordinal), ["mail.example"]), proxy.Root, "{domain}/{user}/Maildir", null);
        proxy.Running = await proxy._organisation.StartAsync(
            c => c with { Stores = new StoreTable([store]), Listening = listening?.Invoke(c.Listening) ?? c.Listening }, application: Application);
        return proxy;
    }

    /// <summary>As the host puts it together.</summary>
    private static OwningApplication Application(ProxySurroundings surroundings)
    {
        var mailboxes = new MailboxDirectory(new StoreConnectors(surroundings.Stores).Open, surroundings.Clock);
        return new OwningApplication(new ProxyApplication(mailboxes, new MailboxService(new ServiceSettings(), new MoveFence()), new ProxyApplicationSettings()) { Catalogue = new StoreCatalogue(surroundings.Stores, surroundings.ServerOf) }, mailboxes);
    }

    /// <summary>Puts a message into the Maildir of a user of mail.example below a root.</summary>
    public static void Deliver(string root, string user, string name, string text)
    {
        var maildir = Path.Combine(root, "mail.example", user, "Maildir");
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(maildir, part));
        File.WriteAllText(Path.Combine(maildir, "cur", name), $"Subject: {text}\r\n\r\n{text}\r\n");
    }

    /// <summary>Somebody who may move mailboxes, with this one.</summary>
    public ProxyConnector Connector(string mailbox, string user = "mig") => new(new ProxySettings(Running.Published, mailbox, _ => new ProxyCredential(user, Organisation.Password)) { AcceptAnyCertificate = true });

    /// <summary>An honest client reads Anna's message, whatever goes on besides.</summary>
    public void ServesTheHonest()
    {
        using var lane = Connector("anna@mail.example").OpenSource(CancellationToken.None);
        Assert.Contains(lane.ReadStatus([lane.ListFolders(CancellationToken.None)[0].Folder], CancellationToken.None), status => status!.Messages >= 1);
    }

    /// <summary>The head of a request with credentials, up to and without the last empty line.</summary>
    public static string Head(string method, string target, params string[] fields) =>
        string.Join("\r\n", [$"{method} {target} HTTP/1.1", "Host: localhost", $"Authorization: {RunningProxy.Basic("mig", Organisation.Password)}", "Connection: close", "X-Godwit-Protocol: 1", "X-Godwit-Access: read", .. fields]) + "\r\n";

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Status of an answer; 0 when the server closed without one.</summary>
    public static int StatusOf(string answer) => answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && int.TryParse(answer.AsSpan(9, 3), out var status) ? status : 0;

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();
}
