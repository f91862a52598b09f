namespace Godwit.Connectors.Maildir.Tests.Layout;

/// <summary>A folder that may not be read is neither empty nor gone, and keeps no other back.</summary>
public sealed class ClosedFolderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly HandmadeMaildir _mail = new() { Settings = s => s with { IndexFolder = null } };

    [Theory]
    [InlineData(MaildirLayout.Flat, ".Sent", ".Sent", 0)]
    [InlineData(MaildirLayout.Flat, ".Sent", ".Sent/cur", 0)]
    [InlineData(MaildirLayout.Flat, ".Sent", ".Sent/new", 0)]
    [InlineData(MaildirLayout.Flat, ".Sent", ".Sent", 4)]
    [InlineData(MaildirLayout.Nested, "Sent", "Sent", 0)]
    [InlineData(MaildirLayout.Nested, "Sent", "Sent/cur", 0)]
    [InlineData(MaildirLayout.Nested, "Sent", "Sent", 4)]
    public void A_folder_that_may_not_be_read_is_a_fault_of_its_own(MaildirLayout layout, string folder, string closed, int mode)
    {
        _mail.AddFolder(folder);
        _mail.Write("cur/1700000000.host:2,S");
        _mail.Write($"{folder}/cur/1700000001.host:2,S");
        Open(_mail.NewConnector());
        Set(Path.GetDirectoryName(_mail.Root)!, 0x1ED);
        Set(Path.Combine(_mail.Root, closed), mode == 4 ? 0x124 : 0);

        OrdinaryUser.Do(() =>
        {
            using var lane = _mail.NewConnector().OpenSource(None);
            Assert.Equal(layout == MaildirLayout.Flat ? "Maildir++" : "Maildir (nested)", lane.Traits.Product);
            var folders = lane.ListFolders(None).Select(e => e.Folder).ToList();
            Assert.Equal([("INBOX", true), ("Sent", true)], folders.Select(f => (f.Path.ToString(), f.HoldsMessages)));
            Assert.Equal([1, null], lane.ReadStatus(folders, None).Select(status => status?.Messages));
            Assert.Equal(ConnectorFaults.NoPermission, lane.Refuses(() => lane.ListAll(folders[1])).Fault.Kind);
            Assert.Single(lane.ReadAll(folders[0]));
        });

        Set(Path.Combine(_mail.Root, closed), 0x1C0);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData(".closed")]
    public void What_may_not_be_read_is_no_proof_of_a_maildir(string name)
    {
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.Delete(Path.Combine(_mail.Root, part));
        _mail.AddFolder(name);
        Open(_mail.NewConnector());
        Set(Path.GetDirectoryName(_mail.Root)!, 0x1ED);
        Set(Path.Combine(_mail.Root, name), 0);

        OrdinaryUser.Do(() => Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => _mail.OpenSource()).Fault.Kind));

        Set(Path.Combine(_mail.Root, name), 0x1C0);
    }

    [Theory]
    [InlineData(MaildirLayout.Flat)]
    [InlineData(MaildirLayout.Nested)]
    public void A_root_that_cannot_be_listed_any_more_is_a_fault_and_no_mailbox_without_folders(MaildirLayout layout)
    {
        _mail.Settings = s => s with { Layout = layout, IndexFolder = null };
        using var lane = _mail.OpenSource();
        lane.ListFolders(None);
        Set(_mail.Root, 0);
        OrdinaryUser.Do(() => Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => lane.ListFolders(None)).Fault.Kind));
        Set(_mail.Root, 0x1C0);
    }

    [Fact]
    public void A_target_that_cannot_be_made_says_why()
    {
        Set(Path.GetDirectoryName(_mail.Root)!, 0x1ED);
        OrdinaryUser.Do(() => Assert.EndsWith("/fresh' cannot be made: permission denied.", Refusal("fresh"), StringComparison.Ordinal));
        Assert.EndsWith("/1700000000.host/deep' cannot be made: '" + _mail.Write("cur/1700000000.host") + "' is a file.", Refusal("cur/1700000000.host/deep"), StringComparison.Ordinal);
    }

    private string Refusal(string below)
    {
        var fault = Assert.Throws<FaultException>(() => new MaildirConnector(new MaildirSettings(Path.Combine(_mail.Root, below))).OpenTarget(None)).Fault;
        Assert.Equal(ConnectorFaults.StoreUnusable, fault.Kind);
        return fault.Told;
    }

    // Whatever the runtime loads late is loaded while everything may be read.
    private static void Open(MaildirConnector connector)
    {
        using var lane = connector.OpenSource(None);
        foreach (var entry in lane.ListFolders(None).Where(e => e.Folder.HoldsMessages)) _ = lane.ReadAll(entry.Folder);
    }

    private static void Set(string directory, int mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, (UnixFileMode)mode);
    }

    public void Dispose() => _mail.Dispose();
}
