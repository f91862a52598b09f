namespace Godwit.Connectors.Maildir.Tests.Layout;

/// <summary>A Maildir that must lie in a folder is refused when a link leads it out, for reading and before anything is made.</summary>
public sealed class ContainmentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-containment-").FullName;

    private string Root => Path.Combine(_folder, "root");

    private string Outside => Path.Combine(_folder, "outside");

    public ContainmentTests()
    {
        Make(Path.Combine(Root, "anna", "Maildir"));
        Make(Path.Combine(Outside, "Maildir"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "eve"), Outside);
        Directory.CreateDirectory(Path.Combine(Root, "bert"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "bert", "Maildir"), Path.Combine(Outside, "Maildir"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "alias"), Path.Combine(Root, "anna"));
    }

    [Theory]
    [InlineData("anna"), InlineData("alias")]
    public void One_inside_is_opened_by_whatever_name(string user)
    {
        using var lane = Connector(Path.Combine(Root, user, "Maildir")).OpenSource(CancellationToken.None);
        Assert.Single(lane.ListFolders(CancellationToken.None));
    }

    [Theory]
    [InlineData("eve"), InlineData("bert")]
    public void One_that_a_link_leads_out_is_refused(string user) => Assert.Equal(
        ConnectorFaults.StoreUnusable.Code, Assert.Throws<FaultException>(() => Connector(Path.Combine(Root, user, "Maildir")).OpenSource(CancellationToken.None)).Fault.Code);

    [Fact]
    public void Nothing_is_made_behind_a_link()
    {
        Assert.Throws<FaultException>(() => Connector(Path.Combine(Root, "eve", "new-user", "Maildir")).OpenTarget(CancellationToken.None));
        Assert.Equal(["Maildir"], Directory.EnumerateFileSystemEntries(Outside).Select(Path.GetFileName));
    }

    [Fact]
    public void A_new_one_inside_is_made()
    {
        using var lane = Connector(Path.Combine(Root, "zoe", "Maildir")).OpenTarget(CancellationToken.None);
        Assert.True(Directory.Exists(Path.Combine(Root, "zoe", "Maildir", "cur")));
    }

    [Fact]
    public void A_root_that_is_a_link_itself_is_the_administrators_choice()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Root);
        using var lane = new MaildirConnector(new MaildirSettings(Path.Combine(_folder, "link", "anna", "Maildir")) { Within = Path.Combine(_folder, "link") }).OpenSource(CancellationToken.None);
        Assert.Single(lane.ListFolders(CancellationToken.None));
    }

    [Theory]
    [InlineData("alias/Maildir", "root/anna/Maildir")]
    [InlineData("alias/../anna/Maildir/", "root/anna/Maildir")]
    [InlineData("eve/new-user/Maildir", "outside/new-user/Maildir")]
    public void What_a_path_really_is_is_known_before_it_exists(string path, string real)
    {
        // The folder for temporary files may be a link itself.
        var folder = new MaildirConnector(new MaildirSettings(_folder)).RealPath;
        Assert.Equal($"{folder}/{real}", Connector(Path.Combine(Root, path)).RealPath);
    }

    private MaildirConnector Connector(string path) => new(new MaildirSettings(path) { Within = Root });

    private static void Make(string maildir)
    {
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(maildir, part));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
