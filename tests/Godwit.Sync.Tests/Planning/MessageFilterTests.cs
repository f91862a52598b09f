namespace Godwit.Sync.Tests.Planning;

public sealed class MessageFilterTests
{
    private static readonly Folder[] Tree =
    [
        new(FolderPath.Inbox, "INBOX") { Role = SpecialUse.Inbox }, new(FolderPath.Parse("INBOX/Later"), "INBOX/Later"),
        new(FolderPath.Parse("Gesendet"), "Gesendet") { Role = SpecialUse.Sent }, new(FolderPath.Parse("Gesendet/2023"), "Gesendet/2023"),
        new(FolderPath.Parse("Alle"), "Alle") { Role = SpecialUse.All }, new(FolderPath.Parse("Work"), "Work"), new(FolderPath.Parse("Workshop"), "Workshop"),
    ];

    private static IEnumerable<string> Taken(MessageFilter filter) => Tree.Where(filter.For(Tree).Takes).Select(f => f.Path.ToString());

    [Fact]
    public void Without_patterns_everything_takes_part_but_views_of_all_mail() =>
        Assert.Equal(["INBOX", "INBOX/Later", "Gesendet", "Gesendet/2023", "Work", "Workshop"], Taken(MessageFilter.Everything));

    [Theory]
    [InlineData("#Sent#", "Gesendet")]
    [InlineData("#sent#/*", "Gesendet", "Gesendet/2023")]
    [InlineData("#Inbox#/*", "INBOX", "INBOX/Later")]
    [InlineData("work", "Work")]
    [InlineData("#All#", "Alle")]
    public void An_included_folder_is_found_by_name_or_role(string pattern, params string[] expected) =>
        Assert.Equal(expected, Taken(new MessageFilter { IncludeFolders = [pattern] }));

    [Fact]
    public void A_role_that_no_folder_has_includes_nothing() => Assert.Empty(Taken(new MessageFilter { IncludeFolders = ["#Junk#"] }));

    [Fact]
    public void Excluding_is_stronger() =>
        Assert.Equal(["Gesendet"], Taken(new MessageFilter { IncludeFolders = ["#Sent#/*"], ExcludeFolders = ["Gesendet/2023"] }));

    [Fact]
    public void A_folder_that_is_gone_is_not_emptied_when_it_is_out_of_scope()
    {
        var mail = new Applying.TwoMailboxes();
        mail.Source.CreateFolder(FolderPath.Parse("Old"));
        mail.Deliver("Old", "one");
        mail.Deliver("INBOX", "two");
        mail.Move();
        mail.Source.DeleteFolder(FolderPath.Parse("Old"));
        mail.Move(mail.Settings with { Filter = new MessageFilter { IncludeFolders = ["INBOX"] } });
        Assert.Single(mail.TargetMessages("Old"));
        mail.Move();
        Assert.Empty(mail.TargetMessages("Old"));
    }
}
