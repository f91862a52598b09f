namespace Godwit.Sync.Tests.Comparing;

public sealed class FolderMappingTests
{
    private static readonly Dictionary<FolderPath, FolderPath> NothingKnown = [];

    private static Folder Folder(string path, SpecialUse role = SpecialUse.None) => new(FolderPath.Parse(path), path) { Role = role };

    private static Dictionary<string, string> Map(Folder[] source, Folder[] target, FolderNaming? naming = null, Dictionary<FolderPath, FolderPath>? known = null) =>
        FolderMapping.Map(source, target, naming ?? new FolderNaming(), known ?? NothingKnown).ToDictionary(m => m.Source.Path.ToString(), m => m.TargetPath.ToString());

    [Fact]
    public void Roles_meet_whatever_they_are_called_and_take_their_children_along()
    {
        var mapped = Map([Folder("INBOX"), Folder("Éléments envoyés", SpecialUse.Sent), Folder("Éléments envoyés/2020")], [Folder("INBOX"), Folder("Sent", SpecialUse.Sent)]);
        Assert.Equal("Sent", mapped["Éléments envoyés"]);
        Assert.Equal("Sent/2020", mapped["Éléments envoyés/2020"]);
    }

    [Fact]
    public void Only_one_folder_takes_a_role_and_the_second_keeps_its_name()
    {
        var mapped = Map([Folder("Junk", SpecialUse.Junk), Folder("Spam", SpecialUse.Junk)], [Folder("Junk-E-Mail", SpecialUse.Junk)]);
        Assert.Equal(("Junk-E-Mail", "Spam"), (mapped["Junk"], mapped["Spam"]));
    }

    [Fact]
    public void Children_of_INBOX_go_to_the_top_where_INBOX_has_none()
    {
        var mapped = Map([Folder("INBOX"), Folder("INBOX/Work"), Folder("Work")], [Folder("INBOX")], new FolderNaming { InboxHasChildren = false });
        Assert.Equal("INBOX", mapped["INBOX"]);
        Assert.Equal(["Work", "Work (2)"], new[] { mapped["INBOX/Work"], mapped["Work"] }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_that_differ_in_case_only_stay_apart_on_a_target_that_ignores_case()
    {
        var mapped = Map([Folder("folder"), Folder("Folder")], [], new FolderNaming { IgnoresCase = true });
        Assert.Equal(2, mapped.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_decomposed_name_finds_the_folder_that_has_it_composed() =>
        Assert.Equal("Entwürfe/neu", Map([Folder("Entwu\u0308rfe/neu")], [Folder("Entwürfe/neu")])["Entwu\u0308rfe/neu"]);

    [Fact]
    public void What_the_ledger_knows_stays_where_it_is()
    {
        var known = new Dictionary<FolderPath, FolderPath> { [FolderPath.Parse("Work")] = FolderPath.Parse("Jobs") };
        var mapped = Map([Folder("Work"), Folder("Work/New"), Folder("Jobs")], [Folder("Jobs")], known: known);
        Assert.Equal(("Jobs", "Jobs/New", "Jobs (2)"), (mapped["Work"], mapped["Work/New"], mapped["Jobs"]));
    }
}
