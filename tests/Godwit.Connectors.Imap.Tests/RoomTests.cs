namespace Godwit.Connectors.Imap.Tests;

public sealed class RoomTests
{
    private static MailboxRoom? Room(ImapTestServer server)
    {
        using var lane = server.Source();
        return ((ITellsRoom)lane).ReadRoom(CancellationToken.None);
    }

    [Fact]
    public void What_is_left_of_the_quota_is_told_in_bytes()
    {
        using var server = World.Start();
        server.Mailboxes["alice"].Folder(FolderPath.Inbox).Fill(1);
        server.Mailboxes["alice"].QuotaBytes = 1024 * 1024;

        Assert.Equal((1024 * 1024) - (1024 * ((server.Mailboxes["alice"].UsedBytes + 1023) / 1024)), Room(server)!.FreeBytes);
        Assert.Null(Room(server)!.FreeMessages);
    }

    [Fact]
    public void A_mailbox_over_its_quota_has_no_room_and_never_less()
    {
        using var server = World.Start();
        server.Mailboxes["alice"].Folder(FolderPath.Inbox).Fill(5);
        server.Mailboxes["alice"].QuotaBytes = 0;

        Assert.Equal(0, Room(server)!.FreeBytes);
    }

    [Fact]
    public void Without_a_quota_nothing_is_said()
    {
        using var server = World.Start();

        Assert.Null(Room(server));
    }
}
