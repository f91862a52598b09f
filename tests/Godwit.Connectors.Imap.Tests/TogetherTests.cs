using Godwit.Testing.Imap;

namespace Godwit.Connectors.Imap.Tests;

public sealed class TogetherTests
{
    private static readonly FolderPath Parent = FolderPath.Of("a"), Child = FolderPath.Of("a", "b"), Other = FolderPath.Of("c");

    private static readonly WantedFolder[] Three = [new(Parent, SpecialUse.None, true), new(Other, SpecialUse.None, false), new(Child, SpecialUse.None, true)];

    private static void Make(IMailboxTarget lane, params WantedFolder[] folders) => ((IMakesFoldersTogether)lane).MakeFolders(folders, CancellationToken.None);

    public static TheoryData<ServerProfile> Profiles => [ServerProfile.Everything, ServerProfile.Cyrus, ServerProfile.ExchangeLike];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Folders_that_were_made_together_are_there_and_subscribed(ServerProfile profile)
    {
        using var server = World.Start(profile);
        using var lane = server.Target();
        Make(lane, Three);
        var listed = lane.ListFolders(CancellationToken.None).ToDictionary(e => e.Folder.Path, e => e.Folder);
        Assert.Equal((true, false, true), (listed[Parent].IsSubscribed, listed[Other].IsSubscribed, listed[Child].IsSubscribed));
    }

    [Fact]
    public void What_was_made_together_is_not_asked_for_again()
    {
        using var server = World.Start();
        using var lane = server.Target();
        Make(lane, Three);
        var before = server.Log.Commands.Count;
        foreach (var wanted in Three)
        {
            var folder = lane.CreateFolder(wanted.Path, wanted.Role, CancellationToken.None);
            Assert.Equal(wanted.Path, folder.Path);
            if (wanted.Subscribed) lane.SetSubscribed(folder, true, CancellationToken.None);
        }
        Assert.Equal(before, server.Log.Commands.Count);
    }

    [Fact]
    public void A_folder_that_was_refused_says_why_when_it_is_asked_for()
    {
        using var server = World.Start();
        using var lane = server.Target();
        using var rule = server.OnCommand(c => c.Name == "CREATE" && c.Line.TrimEnd('"').EndsWith('c'), c => c.Refuse("NO [NOPERM] not yours"), times: 9);
        Make(lane, Three);
        var fault = World.FaultOf(() => lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None));
        Assert.Equal(ConnectorFaults.NoPermission.Code, fault.Code);
        Assert.Equal(Child, lane.CreateFolder(Child, SpecialUse.None, CancellationToken.None).Path);
    }

    [Fact]
    public void A_folder_that_may_not_even_be_looked_at_is_passed_over_and_the_others_are_made()
    {
        using var server = World.Start();
        using var lane = server.Target();
        using var rule = server.OnCommand(c => c.Name == "LIST" && c.Line.Contains("\"c\"", StringComparison.Ordinal), c => c.Refuse("NO [NOPERM] not yours"), times: 9);
        Make(lane, Three);
        Assert.Equal(ConnectorFaults.NoPermission.Code, World.FaultOf(() => lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None)).Code);
        Assert.Equal(Child, lane.CreateFolder(Child, SpecialUse.None, CancellationToken.None).Path);
    }

    [Fact]
    public void Two_wanted_folders_of_one_name_are_made_once()
    {
        using var server = World.Start();
        using var lane = server.Target();
        Make(lane, new WantedFolder(Other, SpecialUse.None, false), new WantedFolder(Other, SpecialUse.None, true));
        Assert.Single(server.Log.Commands, c => c.Name == "CREATE");
        Assert.True(lane.Find(Other).HoldsMessages);
    }

    [Fact]
    public void A_missing_parent_is_made_too_and_a_name_that_the_server_cannot_have_is_left_to_its_turn()
    {
        using var server = World.Start();
        using var lane = server.Target();
        Make(lane, new WantedFolder(Child, SpecialUse.None, false), new WantedFolder(FolderPath.Of(new string('x', 2000)), SpecialUse.None, false));
        Assert.True(lane.Find(Child).HoldsMessages);
        Assert.DoesNotContain(server.Log.Commands, c => c.Line.Contains("xxxx", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_was_deleted_meanwhile_is_made_again()
    {
        using var server = World.Start();
        using var lane = server.Target();
        Make(lane, Three);
        lane.DeleteFolder(lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None), CancellationToken.None);
        lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None);
        Assert.True(lane.Find(Other).HoldsMessages);
    }

    [Fact]
    public void A_lane_that_reads_only_makes_none()
    {
        using var server = World.Start();
        using var lane = (IMailboxTarget)server.Source();
        Assert.Equal(ConnectorFaults.ReadOnly.Code, World.FaultOf(() => Make(lane, Three)).Code);
    }
}
