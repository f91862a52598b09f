using System.Text;
using Godwit.Connectors;
using Godwit.Mail;

namespace Godwit.Proxy.Tests.Hostile;

/// <summary>However a path or a mailbox is written, nobody gets where he may not, and nothing outside a store is read.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("/EWS/../EWS/mrsproxy.svc/hello"), InlineData("/EWS/mrsproxy.svc/../../metrics"), InlineData("/EWS/mrsproxy.svc/%2e%2e/%2E%2e/metrics"), InlineData("/EWS/mrsproxy.svc/./hello")]
    [InlineData("//EWS/mrsproxy.svc/hello"), InlineData("/EWS//mrsproxy.svc/hello"), InlineData("/EWS/mrsproxy.svc//hello"), InlineData("/EWS%2fmrsproxy.svc/hello"), InlineData("/EWS\\mrsproxy.svc/hello")]
    [InlineData("/EWS/%5c..%5c/mrsproxy.svc/hello"), InlineData("/EWS/mrsproxy.svc/%252e%252e/metrics"), InlineData("/EWS/mrsproxy.svc/hello%00"), InlineData("/EWS/mrsproxy.svc/hello%0d%0aX: y")]
    [InlineData("https://other.example/EWS/mrsproxy.svc/../../metrics")]
    public async Task A_path_that_a_balancer_may_read_differently_is_a_bad_request(string target)
    {
        await using var proxy = await BesiegedProxy.StartAsync();

        var answer = await RawClient.ExchangeAsync(proxy.Port, BesiegedProxy.Bytes(BesiegedProxy.Head("GET", target, "X-AnchorMailbox: anna@mail.example") + "\r\n"));

        Assert.Equal(400, BesiegedProxy.StatusOf(answer));
        Assert.DoesNotContain("godwit_proxy_", answer, StringComparison.Ordinal);
        proxy.ServesTheHonest();
    }

    [Theory]
    [InlineData("/EWS/mrsproxy.svc/hello", 200), InlineData("/ews/MRSProxy.SVC/HELLO", 200), InlineData("https://localhost/EWS/mrsproxy.svc/hello", 200), InlineData("/EWS/mrsproxy.svc?a=../..", 400)]
    [InlineData("/EWS/mrsproxy.svcx/hello", 404), InlineData("/EWS/mrsproxy.svc;a=b/hello", 404), InlineData("/EWS/mrsproxy.svc/hello/", 404), InlineData("/EWS/mrsproxy.svc/hello.x", 404), InlineData("/EWS", 404)]
    public async Task A_straight_path_is_matched_by_whole_segments_without_case(string target, int status)
    {
        await using var proxy = await BesiegedProxy.StartAsync();

        var answer = await RawClient.ExchangeAsync(proxy.Port, BesiegedProxy.Bytes(BesiegedProxy.Head("GET", target, "X-AnchorMailbox: anna@mail.example") + "\r\n"));

        Assert.Equal(status, BesiegedProxy.StatusOf(answer));
    }

    [Theory]
    [InlineData("eve@mail.example"), InlineData("../../outside/mail.example/eve@mail.example"), InlineData("anna/../../../outside/mail.example/eve@mail.example"), InlineData("..@mail.example")]
    [InlineData("anna@mail.example/../eve"), InlineData("{user}@mail.example"), InlineData("anna@../outside"), InlineData("*@mail.example"), InlineData("anna%00@mail.example"), InlineData("\u002e\u002e/eve@mail.example")]
    public async Task An_address_never_leads_out_of_its_store(string mailbox)
    {
        await using var proxy = await BesiegedProxy.StartAsync();

        var fault = Assert.Throws<FaultException>(() => proxy.Connector(mailbox).OpenSource(CancellationToken.None)).Fault;

        Assert.Contains(fault.Code, (string[])["GW2008", "GW2016", "GW1050"]);
        Assert.Equal(["1.secret:2,S"], Directory.EnumerateFiles(Path.Combine(proxy.Outside, "mail.example", "eve", "Maildir", "cur")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("other", "GW2004"), InlineData("roleonly", "GW2004"), InlineData("nobody", "GW2001")]
    public async Task Whoever_may_not_move_mailboxes_opens_none_not_even_his_own(string user, string code)
    {
        await using var proxy = await BesiegedProxy.StartAsync(house => BesiegedProxy.Deliver(house.Root, user, "1.own:2,", "own"));

        Assert.Equal(code, Assert.Throws<FaultException>(() => proxy.Connector($"{user}@mail.example", user).OpenSource(CancellationToken.None)).Fault.Code);
    }

    /// <summary>Whoever owns a Maildir can put links into it; the proxy may read more than he does.</summary>
    [Fact]
    public async Task A_link_in_a_Maildir_that_points_outside_hands_nothing_out()
    {
        await using var proxy = await BesiegedProxy.StartAsync(Lay);

        foreach (var user in (string[])["anna", "linked"])
            Assert.DoesNotContain(BesiegedProxy.Secret, ReadAll(proxy, $"{user}@mail.example"), StringComparison.Ordinal);
        proxy.ServesTheHonest();
    }

    private static void Lay(BesiegedProxy house)
    {
        var (anna, eve) = (Path.Combine(house.Root, "mail.example", "anna", "Maildir"), Path.Combine(house.Outside, "mail.example", "eve", "Maildir"));
        File.CreateSymbolicLink(Path.Combine(anna, "cur", "2.link:2,S"), Path.Combine(eve, "cur", "1.secret:2,S"));
        Directory.CreateSymbolicLink(Path.Combine(anna, ".Linked"), eve);
        Directory.CreateDirectory(Path.Combine(anna, ".Half"));
        Directory.CreateSymbolicLink(Path.Combine(anna, ".Half", "cur"), Path.Combine(eve, "cur"));
        Directory.CreateDirectory(Path.Combine(house.Root, "mail.example", "linked"));
        Directory.CreateSymbolicLink(Path.Combine(house.Root, "mail.example", "linked", "Maildir"), eve);
    }

    /// <summary>Every message of every folder that can be had; what is refused is left out.</summary>
    private static string ReadAll(BesiegedProxy proxy, string mailbox)
    {
        var text = new StringBuilder();
        try
        {
            using var lane = proxy.Connector(mailbox).OpenSource(CancellationToken.None);
            foreach (var entry in lane.ListFolders(CancellationToken.None)) Read(lane, entry.Folder, text);
        }
        catch (FaultException)
        {
            // Refused: nothing was handed out.
        }
        return text.ToString();
    }

    private static void Read(IMailboxSource lane, Folder folder, StringBuilder text)
    {
        try
        {
            var status = lane.ReadStatus([folder], CancellationToken.None)[0];
            if (status is null) return;
            using var reader = lane.ReadMessages(folder, status.Generation, UidSet.Range(1, status.UidNext), MessagePart.Whole, CancellationToken.None);
            while (reader.MoveNext())
                while (reader.FailedUid == 0 && reader.Current.NextPiece() is { IsEmpty: false } piece) text.Append(Encoding.Latin1.GetString(piece.Span));
        }
        catch (FaultException)
        {
            // The folder is refused.
        }
    }
}
