namespace Godwit.Connectors.Maildir.Tests.Quota;

public sealed class RoomTests
{
    private static MailboxRoom Room(HandmadeMaildir mail)
    {
        using var lane = mail.OpenSource();
        return ((ITellsRoom)lane).ReadRoom(CancellationToken.None)!;
    }

    /// <summary>Two messages of 1,000 bytes, one of them in a folder.</summary>
    private static HandmadeMaildir Mail(string? quota)
    {
        var mail = new HandmadeMaildir();
        mail.AddFolder(".Sent");
        mail.Write("cur/1700000000.M1P1.host,S=1000,W=1000:2,S");
        mail.Write(".Sent/new/1700000001.M2P1.host,S=1000,W=1000");
        if (quota is not null) mail.Write("maildirsize", quota);
        return mail;
    }

    [Theory]
    [InlineData("5000S,10C\n2000 2\n", 3000L, 8L)]
    [InlineData("5000S\n", 3000L, null)]
    [InlineData("10C,5000S\n", 3000L, 8L)]
    [InlineData("5000S,7X\n", 3000L, null)]
    [InlineData("1500S,1C\n1000 1\n", 0L, 0L)]
    [InlineData("5000S,10C\n-400000000000 -7\n", 3000L, 8L)]
    public void What_the_quota_leaves_is_told_by_what_is_held(string quota, long bytes, long? messages)
    {
        using var mail = Mail(quota);

        Assert.Equal(new MailboxRoom(bytes, messages), Room(mail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5000S")]
    [InlineData("0S,0C\n")]
    [InlineData("5000\n")]
    [InlineData("S\n")]
    [InlineData("-5S\n")]
    [InlineData("5000S,\n")]
    [InlineData("9999999999999999999S\n")]
    [InlineData("\0\0\0\n\n")]
    public void Without_a_limit_that_can_be_read_the_disk_is_the_only_one(string? quota)
    {
        using var mail = Mail(quota);
        var (bytes, messages) = Room(mail);

        Assert.Null(messages);
        Assert.InRange(bytes!.Value, 100_000, new DriveInfo(mail.Root).TotalSize);
    }

    [Fact]
    public void Of_a_quota_and_a_smaller_disk_the_disk_counts()
    {
        using var mail = Mail("999999999999999999S,10C\n");

        Assert.InRange(Room(mail).FreeBytes!.Value, 0, new DriveInfo(mail.Root).TotalSize);
        Assert.Equal(8, Room(mail).FreeMessages);
    }
}
