using Godwit.Connectors.Memory;

namespace Godwit.Proxy.Protocol.Tests;

public sealed class RoomTests
{
    private static MailboxRoom? Room(ScriptedProxy proxy)
    {
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var room = ((ITellsRoom)lane).ReadRoom(CancellationToken.None);
        Assert.NotEmpty(lane.ListFolders(CancellationToken.None));   // the lane goes on
        return room;
    }

    [Fact]
    public void What_the_store_has_left_is_told()
    {
        using var proxy = new ScriptedProxy { Mailbox = new MemoryMailbox("anna", new MemoryOptions { QuotaBytes = 5_000_000_000 }) };

        Assert.Equal(new MailboxRoom(5_000_000_000, null), Room(proxy));
    }

    [Fact]
    public void Without_a_quota_nothing_is_said()
    {
        using var proxy = new ScriptedProxy();

        Assert.Null(Room(proxy));
    }

    [Fact]
    public void A_proxy_that_does_not_know_the_question_knows_of_no_limit()
    {
        using var proxy = new ScriptedProxy(AheadTests.OlderThan(Operation.ReadRoom)) { Mailbox = new MemoryMailbox("anna", new MemoryOptions { QuotaBytes = 1 }) };

        Assert.Null(Room(proxy));
    }
}
