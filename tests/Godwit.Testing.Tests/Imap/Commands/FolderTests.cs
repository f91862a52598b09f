namespace Godwit.Testing.Tests.Imap.Commands;

public sealed class FolderTests
{
    [Fact]
    public void Folders_are_listed_with_what_is_known_of_them()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        mailbox.Create(FolderPath.Of("Projekte", "\u00dcbersicht"));
        mailbox.Create("Sent", SpecialUse.Sent);
        mailbox.SetSubscribed("Sent", true);
        mailbox.SetSubscribed("Lost", true);
        using var client = RawClient.SignedIn(server);
        Assert.Equal(
            [
                "* LIST (\\HasNoChildren) \"/\" \"INBOX\"",
                "* LIST (\\Noselect \\HasChildren) \"/\" \"Projekte\"",
                "* LIST (\\HasNoChildren) \"/\" \"Projekte/&ANw-bersicht\"",
                "* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent\"",
                "OK List completed.",
            ],
            client.Do("LIST \"\" \"*\""));
        Assert.Equal(
            ["* LIST (\\NonExistent \\HasNoChildren \\Subscribed) \"/\" \"Lost\"", "* LIST (\\HasNoChildren \\Subscribed \\Sent) \"/\" \"Sent\"", "OK List completed."],
            client.Do("LIST (SUBSCRIBED) \"\" \"*\""));
        Assert.Equal(["* LSUB () \"/\" \"Lost\"", "* LSUB () \"/\" \"Sent\"", "OK Lsub completed."], client.Do("LSUB \"\" *"));
    }

    [Fact]
    public void A_listing_may_carry_subscriptions_and_status()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
        var inbox = server.Mailboxes["alice"].Folder("inbox");
        inbox.Deliver("x"u8.ToArray(), new MessageFlags(SystemFlags.Seen));
        inbox.Deliver("yy"u8.ToArray());
        using var client = RawClient.SignedIn(server);
        Assert.Equal(
            [
                "* LIST (\\HasNoChildren) \"/\" \"INBOX\"",
                $"* STATUS \"INBOX\" (MESSAGES 2 UIDNEXT 3 UIDVALIDITY {inbox.Generation} UNSEEN 1 HIGHESTMODSEQ 3 SIZE 3 MAILBOXID ({inbox.Id}))",
                "OK List completed.",
            ],
            client.Do("LIST \"\" * RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ SIZE MAILBOXID))"));
    }

    [Theory]
    [InlineData("%", new[] { "A", "B", "INBOX" })]
    [InlineData("A/%", new[] { "A/x" })]
    [InlineData("A*", new[] { "A", "A/x", "A/x/y" })]
    [InlineData("*y", new[] { "A/x/y" })]
    [InlineData("inbox", new[] { "INBOX" })]
    [InlineData("none", new string[0])]
    public void Patterns_stop_at_separators_where_they_should(string pattern, string[] names)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Ancient });
        foreach (var name in new[] { "A", "A/x", "A/x/y", "B" }) server.Mailboxes["alice"].Create(name);
        using var client = RawClient.SignedIn(server);
        Assert.Equal(names.Select(n => $"* LIST () \"/\" \"{n}\"").Append("OK List completed."), client.Do($"LIST \"\" {pattern}"));
    }

    [Fact]
    public void Creating_makes_parents_and_refuses_what_exists()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        Assert.Equal("OK Create completed.", client.Do("CREATE A/B/C")[^1]);
        Assert.Equal(["A", "A/B", "A/B/C", "INBOX"], server.Mailboxes["alice"].Folders.Select(f => f.Name));
        Assert.StartsWith("NO [ALREADYEXISTS]", client.Do("CREATE A/B")[^1], StringComparison.Ordinal);
        Assert.StartsWith("NO [ALREADYEXISTS]", client.Do("CREATE inbox")[^1], StringComparison.Ordinal);
        Assert.StartsWith("NO [CANNOT]", client.Do("CREATE A//B")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Below_a_prefix_everything_lies_under_it()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Courier });
        using var client = RawClient.SignedIn(server);
        Assert.Equal("OK Create completed.", client.Do("CREATE INBOX.Sent.2024")[^1]);
        Assert.StartsWith("NO [CANNOT]", client.Do("CREATE Sent")[^1], StringComparison.Ordinal);
        var mailbox = server.Mailboxes["alice"];
        Assert.Equal(FolderPath.Of("Sent", "2024"), mailbox.PathOf(mailbox.Folder("INBOX.Sent.2024")));
        Assert.Same(mailbox.Folder("INBOX.Sent"), mailbox.Folder(FolderPath.Of("Sent")));
        Assert.True(mailbox.PathOf(mailbox.Folder("INBOX")).IsInbox);
    }

    [Fact]
    public void A_role_is_given_once()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
        using var client = RawClient.SignedIn(server);
        Assert.StartsWith("OK [MAILBOXID (", client.Do("CREATE Gesendet (USE (\\Sent))")[^1], StringComparison.Ordinal);
        Assert.Equal(SpecialUse.Sent, server.Mailboxes["alice"].Folder("Gesendet").Role);
        Assert.StartsWith("NO [USEATTR]", client.Do("CREATE Sent (USE (\\Sent))")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Renaming_takes_the_tree_along_and_keeps_generation_and_identity()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        var folder = mailbox.Create("A");
        mailbox.Create("A/B");
        mailbox.Create("AB");
        folder.Deliver("x"u8.ToArray());
        using var client = RawClient.SignedIn(server);
        Assert.Equal("OK Rename completed.", client.Do("RENAME A Z")[^1]);
        Assert.Equal(["AB", "INBOX", "Z", "Z/B"], mailbox.Folders.Select(f => f.Name));
        Assert.Same(folder, mailbox.Folder("Z"));
    }

    [Fact]
    public void Renaming_INBOX_moves_its_messages_only()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        mailbox.Folder("INBOX").Deliver("x"u8.ToArray());
        using var client = RawClient.SignedIn(server);
        Assert.Equal("OK Rename completed.", client.Do("RENAME INBOX Old")[^1]);
        Assert.Equal(0, mailbox.Folder("INBOX").Count);
        Assert.Equal(1, mailbox.Folder("Old").Count);
    }

    [Fact]
    public void Deleting_leaves_children_and_ends_sessions_in_the_folder()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        mailbox.Create("A");
        mailbox.Create("A/B");
        using var one = RawClient.SignedIn(server);
        using var two = RawClient.SignedIn(server);
        two.Do("SELECT A");
        Assert.Equal("OK Delete completed.", one.Do("DELETE A")[^1]);
        Assert.Contains("* LIST (\\Noselect \\HasChildren) \"/\" \"A\"", one.Do("LIST \"\" *"));
        Assert.StartsWith("* BYE", two.Do("UID FETCH 1:* FLAGS")[0], StringComparison.Ordinal);
        Assert.StartsWith("NO [NONEXISTENT]", one.Do("DELETE A")[^1], StringComparison.Ordinal);
        Assert.StartsWith("NO [CANNOT]", one.Do("DELETE INBOX")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_UTF8_once_the_client_asked_for_it()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
        var mailbox = server.Mailboxes["alice"];
        using var client = RawClient.SignedIn(server);
        client.Do("ENABLE UTF8=ACCEPT");
        Assert.StartsWith("OK", client.Do("CREATE \"\u00c3\u009cber\"")[^1], StringComparison.Ordinal);   // UTF-8 of Über, byte by byte
        Assert.Equal("&ANw-ber", mailbox.Folder(FolderPath.Of("\u00dcber")).Name);
        Assert.Equal("* LIST (\\HasNoChildren) \"/\" \"\u00c3\u009cber\"", client.Do("LIST \"\" *")[0]);
    }

    [Fact]
    public void A_name_that_is_no_valid_encoding_survives()
    {
        using var server = ImapTestServer.Start();
        server.Mailboxes["alice"].Create("R&D &AN");
        using var client = RawClient.SignedIn(server);
        Assert.Contains("* LIST (\\HasNoChildren) \"/\" \"R&D &AN\"", client.Do("LIST \"\" *"));
        Assert.Equal("OK [READ-WRITE] Select completed.", client.Do("SELECT \"R&D &AN\"")[^1]);
    }

    [Fact]
    public void Case_can_be_ignored_INBOX_be_spelled_and_names_be_refused()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { IgnoresCase = true });
        server.Behaviour.SpellsInbox = "Inbox";
        server.Behaviour.RefusesName = n => n.Contains('.', StringComparison.Ordinal) ? "NO [CANNOT] No dots" : null;
        using var client = RawClient.SignedIn(server);
        client.Do("CREATE Folder");
        Assert.StartsWith("NO [ALREADYEXISTS]", client.Do("CREATE folder")[^1], StringComparison.Ordinal);
        Assert.Equal("NO [CANNOT] No dots", client.Do("CREATE a.b")[^1]);
        Assert.Equal(["* LIST (\\HasNoChildren) \"/\" \"Folder\"", "* LIST (\\HasNoChildren) \"/\" \"Inbox\"", "OK List completed."], client.Do("LIST \"\" *"));
    }

    [Fact]
    public void Quota_and_rights_can_be_read()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        mailbox.QuotaBytes = 10_240;
        mailbox.Folder("INBOX").Deliver(new byte[2_000]);
        mailbox.Folder("INBOX").Rights["bob"] = "lrs";
        using var client = RawClient.SignedIn(server);
        Assert.Equal(["* QUOTAROOT \"INBOX\" \"User quota\"", "* QUOTA \"User quota\" (STORAGE 2 10)", "OK Getquotaroot completed."], client.Do("GETQUOTAROOT INBOX"));
        Assert.Equal("* ACL \"INBOX\" \"alice\" lrswipkxtecda \"bob\" lrs", client.Do("GETACL INBOX")[0]);
        Assert.Equal("* MYRIGHTS \"INBOX\" lrswipkxtecda", client.Do("MYRIGHTS INBOX")[0]);
    }
}
