using Godwit.Connectors.Memory;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Folders that are made in one request are there when each is asked for, and those that could not be made say why.</summary>
public sealed class TogetherTests
{
    private static readonly FolderPath Other = FolderPath.Of("c");

    private static readonly WantedFolder[] Three = [Wanted("a", true), Wanted("c", false), Wanted("a/b", true)];

    private static WantedFolder Wanted(string path, bool subscribed) => new(FolderPath.Parse(path), SpecialUse.None, subscribed);

    private static void Make(IMailboxTarget lane, IReadOnlyList<WantedFolder> folders) => ((IMakesFoldersTogether)lane).MakeFolders(folders, CancellationToken.None);

    /// <summary>What a move does after it has made its folders together.</summary>
    private static void AskForEach(IMailboxTarget lane)
    {
        foreach (var wanted in Three)
        {
            var folder = lane.CreateFolder(wanted.Path, wanted.Role, CancellationToken.None);
            Assert.Equal(wanted.Path, folder.Path);
            if (wanted.Subscribed) lane.SetSubscribed(folder, true, CancellationToken.None);
        }
    }

    private static void ShouldHaveThree(MemoryMailbox mailbox)
    {
        using var lane = new MemoryConnector(mailbox).OpenSource(CancellationToken.None);
        Assert.Equal(Three.Select(wanted => (bool?)wanted.Subscribed), Three.Select(wanted => lane.Find(wanted.Path).IsSubscribed));
    }

    [Fact]
    public void Folders_are_made_in_one_request_and_not_asked_for_again()
    {
        using var proxy = new ScriptedProxy();
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Make(lane, Three);
        var before = proxy.Requests;
        ShouldHaveThree(proxy.Mailbox);
        AskForEach(lane);
        Assert.Equal(before, proxy.Requests);
    }

    [Fact]
    public void A_proxy_that_does_not_know_how_makes_them_one_by_one()
    {
        using var proxy = new ScriptedProxy(AheadTests.OlderThan(Operation.MakeFolders));
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Make(lane, Three);
        AskForEach(lane);
        ShouldHaveThree(proxy.Mailbox);
    }

    [Fact]
    public void A_folder_that_was_refused_says_why_when_it_is_asked_for()
    {
        using var proxy = new ScriptedProxy();
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var bad = FolderPath.Of(new string('x', 2_000));
        Make(lane, [new WantedFolder(bad, SpecialUse.None, false), .. Three]);
        Assert.Equal(Reach.Folder, Assert.Throws<FaultException>(() => lane.CreateFolder(bad, SpecialUse.None, CancellationToken.None)).Fault.Reach);
        ShouldHaveThree(proxy.Mailbox);
    }

    [Fact]
    public void A_folder_that_was_deleted_meanwhile_is_made_again()
    {
        using var proxy = new ScriptedProxy();
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Make(lane, Three);
        lane.DeleteFolder(lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None), CancellationToken.None);
        lane.CreateFolder(Other, SpecialUse.None, CancellationToken.None);
        Assert.NotNull(lane.TryFind(Other));
    }

    [Fact]
    public void A_lane_that_reads_only_makes_none()
    {
        using var proxy = new ScriptedProxy();
        using var lane = (IMailboxTarget)proxy.Connector.OpenSource(CancellationToken.None);
        Assert.Equal(ConnectorFaults.ReadOnly.Code, Assert.Throws<FaultException>(() => Make(lane, Three)).Fault.Code);
    }

    [Fact]
    public void An_answer_that_is_cut_leaves_it_unknown_what_was_made()
    {
        using var proxy = new ScriptedProxy(CutTests.Cutting(Operation.MakeFolders, 20, politely: true));
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Assert.Equal(FaultOutcome.Unknown, Assert.Throws<FaultException>(() => Make(lane, Three)).Fault.Outcome);
        lane.ShouldBeClosed();
    }
}
