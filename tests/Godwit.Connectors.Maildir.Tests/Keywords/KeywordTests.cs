namespace Godwit.Connectors.Maildir.Tests.Keywords;

public sealed class KeywordTests
{
    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    [Fact]
    public void Letters_are_read_by_dovecots_table_and_passed_by_its_capital()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("dovecot-keywords", "0 Work\nnonsense\n2 $Label1\n99 TooHigh\n");
        mail.Write("cur/1700000000.host:2,PSacz");
        using var lane = mail.OpenSource();
        Assert.Equal(KeywordSet.Of("$Forwarded", "Work", "$Label1"), Assert.Single(lane.ListAll(Inbox(lane))).Flags.Keywords);
    }

    [Fact]
    public void A_letter_that_gets_another_meaning_changes_the_messages_that_have_it()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("dovecot-keywords", "0 Work\n1 Play\n");
        mail.Write("cur/1700000000.host:2,a");
        mail.Write("cur/1700000001.host:2,b");
        using var lane = mail.OpenSource();
        var status = lane.StatusOf(Inbox(lane));
        mail.Write("dovecot-keywords", "0 Work\n1 Leisure\n");
        using var delta = lane.ListMessages(Inbox(lane), status.Generation, status.Marker, CancellationToken.None);
        Assert.Equal([(2u, KeywordSet.Of("Leisure"))], delta.ToList().Select(e => (e.Uid, e.Flags.Keywords)));
    }

    [Fact]
    public void New_keywords_get_the_next_letters_and_forwarded_its_capital_too()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("dovecot-keywords", "0 Work\n3 Late\n");
        using var lane = mail.OpenTarget();
        lane.Append(Inbox(lane), SketchedMessage.Plain(1) with { Flags = new MessageFlags(SystemFlags.Seen, KeywordSet.Of("work", "$Forwarded", "Zoo")) });
        Assert.Equal("0 Work\n1 $Forwarded\n2 Zoo\n3 Late\n", File.ReadAllText(Path.Combine(mail.Root, "dovecot-keywords")));
        Assert.EndsWith(":2,PSabc", Assert.Single(mail.Files()), StringComparison.Ordinal);
        var entry = Assert.Single(lane.ListAll(Inbox(lane)));
        lane.ChangeFlags(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.Of(entry.Uid), default, new MessageFlags(default, KeywordSet.Of("$Forwarded")), CancellationToken.None);
        Assert.EndsWith(":2,Sac", Assert.Single(mail.Files()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_letters_left_says_so_and_keeps_what_it_has()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("dovecot-keywords", string.Concat(Enumerable.Range(0, 26).Select(i => FormattableString.Invariant($"{i} k{i}\n"))));
        using var lane = mail.OpenTarget();
        using (var listing = lane.ListMessages(Inbox(lane), default, null, CancellationToken.None))
        {
            Assert.False(listing.Status.Accepts!.NewKeywords);
            Assert.True(listing.Status.Accepts.Keywords.Contains("k25"));
        }
        lane.Append(Inbox(lane), SketchedMessage.Plain(1) with { Flags = new MessageFlags(default, KeywordSet.Of("k3", "another")) });
        Assert.Equal(KeywordSet.Of("k3"), Assert.Single(lane.ListAll(Inbox(lane))).Flags.Keywords);
    }

    [Fact]
    public void A_lock_that_nobody_holds_any_more_is_taken_over()
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { LockPatience = TimeSpan.FromSeconds(20) } };
        mail.Write("dovecot-keywords.lock", "", DateTimeOffset.UtcNow.AddHours(-1));
        using var lane = mail.OpenTarget();
        lane.Append(Inbox(lane), SketchedMessage.Plain(1) with { Flags = new MessageFlags(default, KeywordSet.Of("Work")) });
        Assert.Equal("0 Work\n", File.ReadAllText(Path.Combine(mail.Root, "dovecot-keywords")));
    }
}
