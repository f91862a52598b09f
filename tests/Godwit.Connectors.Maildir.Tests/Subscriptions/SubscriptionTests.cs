namespace Godwit.Connectors.Maildir.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private static HandmadeMaildir Mail(bool nested = false)
    {
        var mail = new HandmadeMaildir();
        foreach (var name in (string[])["Sent", "Work.Entw&APw-rfe"]) mail.AddFolder(nested ? name.Replace('.', '/') : "." + name);
        return mail;
    }

    private static bool?[] States(IMailboxSource lane) =>
        [.. ((string[])["INBOX", "Sent", "Work/Entwürfe"]).Select(p => lane.Find(FolderPath.Parse(p)).IsSubscribed)];

    [Theory]
    [InlineData("subscriptions", "V\t2\n\nINBOX\nWork\tEntw&APw-rfe\n", false)]
    [InlineData("subscriptions", "V\t2\n\nINBOX\nWork\tEntw&APw-rfe\n", true)]
    [InlineData("subscriptions", "INBOX\nWork.Entw&APw-rfe\n", false)]
    [InlineData("subscriptions", "INBOX\nWork/Entw&APw-rfe\n", true)]
    [InlineData("courierimapsubscribed", "INBOX\nINBOX.Work.Entw&APw-rfe\n", false)]
    public void Every_form_of_the_list_is_read_and_changed_in_its_own_form(string file, string content, bool nested)
    {
        using var mail = Mail(nested);
        mail.Write(file, content);
        using var lane = mail.OpenTarget();
        Assert.Equal([true, false, true], States(lane));
        lane.SetSubscribed(lane.Find(FolderPath.Of("Sent")), true, CancellationToken.None);
        lane.SetSubscribed(lane.Find(FolderPath.Parse("Work/Entwürfe")), false, CancellationToken.None);
        Assert.Equal([true, true, false], States(lane));
        var after = File.ReadAllText(Path.Combine(mail.Root, file));
        Assert.Equal(content.Split('\n')[0], after.Split('\n')[0]);
        Assert.Contains(file[0] == 'c' ? "\nINBOX.Sent\n" : "\nSent\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_list_nothing_is_said()
    {
        using var mail = Mail();
        using var lane = mail.OpenTarget();
        Assert.Equal([null, null, null], States(lane));
        lane.SetSubscribed(lane.Find(FolderPath.Of("Sent")), true, CancellationToken.None);
        Assert.Equal([false, true, false], States(lane));
        Assert.Equal("V\t2\n\nSent\n", File.ReadAllText(Path.Combine(mail.Root, "subscriptions")));
    }
}
