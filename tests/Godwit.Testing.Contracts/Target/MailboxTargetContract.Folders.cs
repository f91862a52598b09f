namespace Godwit.Testing.Contracts;

public abstract partial class MailboxTargetContract
{
    [Theory]
    [InlineData("Work/2023/Q4")]
    [InlineData("Projekte/Übersicht/Entwürfe")]
    [InlineData("日本語/受信箱")]
    [InlineData("a&b/&/&-")]
    public void A_folder_is_made_with_its_missing_parents(string path)
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, path);
        Assert.Equal(FolderPath.Parse(path), folder.Path);
        lane.Append(folder, SketchedMessage.Plain(1));
        using var next = Open(mailbox);
        for (var above = folder.Path; above is not null; above = above.Parent) Assert.NotNull(next.TryFind(above));
        Assert.Single(next.ListAll(next.Find(folder.Path)));
    }

    [Fact]
    public void A_folder_that_exists_is_returned_as_it_is()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1));
        var generation = lane.GenerationOf(folder);
        var again = NewFolder(lane, "Work");
        Assert.Equal((folder.Path, folder.WireName), (again.Path, again.WireName));
        Assert.Equal(generation, lane.GenerationOf(again));
        Assert.Single(lane.ListAll(again));
        Assert.True(NewFolder(lane, "inbox").Path.IsInbox);
    }

    [Fact]
    public void A_role_is_given_or_left_out_of_the_answer()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var sent = lane.CreateFolder(FolderPath.Of("Gesendet"), SpecialUse.Sent, CancellationToken.None);
        Assert.Contains(sent.Role, (SpecialUse[])[SpecialUse.Sent, SpecialUse.None]);
        Assert.Equal(sent.Role, lane.Find(sent.Path).Role);
    }

    [Fact]
    public void Names_that_the_store_does_not_take_are_refused()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var existing = NewFolder(lane, "Work");
        var before = lane.ListFolders(CancellationToken.None).Select(e => e.Folder.Path).ToList();
        foreach (var path in Breaking(lane.Traits.Naming))
        {
            lane.Refuses(() => lane.CreateFolder(path, SpecialUse.None, CancellationToken.None));
            lane.Refuses(() => lane.RenameFolder(existing, path, CancellationToken.None));
        }
        Assert.Equal(before, lane.ListFolders(CancellationToken.None).Select(e => e.Folder.Path));
    }

    /// <summary>A path against each rule there is.</summary>
    private static IEnumerable<FolderPath> Breaking(FolderNaming naming)
    {
        foreach (var character in naming.ForbiddenCharacters) yield return FolderPath.Of($"a{character}b");
        foreach (var name in naming.ForbiddenNames) yield return FolderPath.Of("Parent", name);
        yield return FolderPath.Of(new string('x', naming.MaxSegmentBytes + 1));
        yield return FolderPath.Of([.. Enumerable.Repeat("d", naming.MaxDepth + 1)]);
        if (!naming.KeepsEdgeSpaces) yield return FolderPath.Of(" edge");
        if (!naming.KeepsEdgeSpaces) yield return FolderPath.Of("edge ");
        if (!naming.KeepsLeadingDot) yield return FolderPath.Of(".hidden");
        if (!naming.InboxHasChildren) yield return FolderPath.Inbox.Child("below");
    }

    [Fact]
    public void Names_at_the_edge_of_the_rules_are_taken()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var naming = lane.Traits.Naming;
        var longest = new string('x', Math.Min(naming.MaxSegmentBytes, 200));
        var names = new List<string> { longest, "two  spaces" };
        if (naming.KeepsEdgeSpaces) names.Add(" edge ");
        if (naming.KeepsLeadingDot && !naming.ForbiddenCharacters.Contains('.', StringComparison.Ordinal)) names.Add(".hidden");
        foreach (var name in names) lane.CreateFolder(FolderPath.Of(name), SpecialUse.None, CancellationToken.None);
        foreach (var name in names) Assert.NotNull(lane.TryFind(FolderPath.Of(name)));
    }

    [Fact]
    public void Names_that_differ_in_case_are_one_folder_or_two_as_the_traits_say()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        lane.Append(NewFolder(lane, "Case"), SketchedMessage.Plain(1));
        var other = NewFolder(lane, "case");
        Assert.Equal(lane.Traits.Naming.IgnoresCase ? 1 : 0, lane.ListAll(other).Count);
    }

    [Fact]
    public void A_rename_takes_messages_and_children_along()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        Assert.SkipUnless(lane.Traits.Naming.FoldersHoldBoth, "Folders hold either messages or folders.");
        var (folder, _, uids) = Filled(lane, SketchedMessage.Plains(3));
        lane.Append(NewFolder(lane, "Work/Sub/Deep"), SketchedMessage.Plain(4));
        var renamed = lane.RenameFolder(folder, FolderPath.Parse("Labour"), CancellationToken.None);
        Assert.Equal(FolderPath.Parse("Labour"), renamed.Path);
        Assert.Equal(uids.Length, lane.ListAll(renamed).Count);
        Assert.Single(lane.ListAll(lane.Find(FolderPath.Parse("Labour/Sub/Deep"))));
        Assert.Null(lane.TryFind(Work));
        Assert.Null(lane.TryFind(FolderPath.Parse("Work/Sub")));
    }

    [Fact]
    public void A_rename_onto_an_existing_folder_is_refused()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, _, _) = Filled(lane, SketchedMessage.Plains(2));
        lane.Append(NewFolder(lane, "Taken"), SketchedMessage.Plain(3));
        lane.Refuses(() => lane.RenameFolder(folder, FolderPath.Of("Taken"), CancellationToken.None));
        Assert.Equal(2, lane.ListAll(folder).Count);
        Assert.Single(lane.ListAll(lane.Find(FolderPath.Of("Taken"))));
    }

    [Fact]
    public void Deleting_a_folder_leaves_its_children()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        NewFolder(lane, "Work/Sub");
        lane.Append(lane.Find(FolderPath.Parse("Work/Sub")), SketchedMessage.Plain(1));
        lane.DeleteFolder(NewFolder(lane, "Plain"), CancellationToken.None);
        Assert.Null(lane.TryFind(FolderPath.Of("Plain")));
        if (lane.Traits.Naming.FoldersHoldBoth) DeleteOrBeRefused(lane, lane.Find(Work));
        Assert.Single(lane.ListAll(lane.Find(FolderPath.Parse("Work/Sub"))));
    }

    /// <summary>RFC 9051 section 6.3.5 leaves it to the server whether a folder with children may be deleted; the children stay either way.</summary>
    private static void DeleteOrBeRefused(IMailboxTarget lane, Folder folder)
    {
        try { lane.DeleteFolder(folder, CancellationToken.None); }
        catch (FaultException fault) { Assert.True(fault.Fault.Reach <= Reach.Folder); }
    }

    [Fact]
    public void Deleting_a_folder_that_is_gone_is_refused()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.DeleteFolder(folder, CancellationToken.None);
        lane.Refuses(() => lane.DeleteFolder(folder, CancellationToken.None));
        lane.Refuses(() => lane.RenameFolder(folder, FolderPath.Of("Else"), CancellationToken.None));
    }

    [Fact]
    public void A_folder_made_again_has_another_generation_or_higher_uids()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plains(3));
        // The caller of DeleteFolder has seen that the folder is empty; a store may refuse it otherwise.
        if (lane.Traits.Moves.CanRemove) lane.RemoveMessages(folder, generation, UidSet.Of(uids), CancellationToken.None);
        lane.DeleteFolder(folder, CancellationToken.None);
        var (_, newGeneration, newUids) = Filled(lane, SketchedMessage.Plain(4));
        Assert.True(newGeneration != generation || newUids[0] > uids[^1], "A uid of the old folder would mean another message.");
    }

    [Fact]
    public void Subscriptions_are_kept()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, other) = (NewFolder(lane, "Work/Übersicht"), NewFolder(lane, "Other"));
        lane.SetSubscribed(folder, subscribed: true, CancellationToken.None);
        lane.SetSubscribed(other, subscribed: false, CancellationToken.None);
        using (var next = Open(mailbox))
        {
            Assert.NotEqual(false, next.Find(folder.Path).IsSubscribed);
            Assert.NotEqual(true, next.Find(other.Path).IsSubscribed);
        }
        lane.SetSubscribed(folder, subscribed: false, CancellationToken.None);
        Assert.NotEqual(true, lane.Find(folder.Path).IsSubscribed);
    }
}
