using Godwit.Proxy.Mailboxes;
using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Tests.Mailboxes;

/// <summary>What a proxy says that it can hand out is what an address leads to.</summary>
public sealed class StoreCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-catalogue-").FullName;

    [Fact]
    public void Listed_addresses_come_one_by_one_and_a_domain_without_a_list_as_its_pattern() => Assert.Equal(
        [("one", "anna@old.example"), ("one", "info@old.example"), ("two", "*@mail.example")],
        List(Memory("one", ["info@old.example", "anna@old.example"], []), Memory("two", [], ["mail.example"])));

    [Fact]
    public void An_address_that_another_store_has_is_listed_only_there() => Assert.Equal(
        [("one", "anna@mail.example"), ("two", "bert@mail.example")],
        List(Memory("one", ["anna@mail.example"], []), Memory("two", ["anna@mail.example", "bert@mail.example"], [])));

    [Fact]
    public void Maildirs_of_a_domain_are_found_by_their_folders_and_links_lead_nowhere()
    {
        foreach (var user in (string[])["anna", "bert", "Not An Address", "empty"]) Directory.CreateDirectory(Path.Combine(_folder, "mail.example", user, user == "empty" ? "" : "Maildir"));
        Directory.CreateDirectory(Path.Combine(_folder, "other.example", "eve", "Maildir"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "mail.example", "link"), Path.Combine(_folder, "other.example", "eve"));

        Assert.Equal([("disk", "anna@mail.example"), ("disk", "bert@mail.example")], List(Maildir("{domain}/{user}/Maildir", "mail.example")));
        Assert.Empty(List(Maildir("{domain}/{user}/Maildir", "nobody.example")));
    }

    [Fact]
    public void Server_and_region_are_those_of_the_store()
    {
        var catalogue = new StoreCatalogue(new StoreTable([Memory("one", ["anna@old.example"], []) with { Region = "Wien" }]), store => $"server of {store}");
        Assert.Equal(new HandedOutMailbox("one", "anna@old.example", "server of one", "Wien"), Assert.Single(catalogue.All()));
    }

    private static List<(string, string)> List(params StoreSettings[] stores) =>
        [.. new StoreCatalogue(new StoreTable(stores), _ => "fe1").All().Select(mailbox => (mailbox.Store, mailbox.Address))];

    private static MemoryStoreSettings Memory(string name, string[] listed, string[] domains) => new(name, Table(listed, domains));

    private MaildirStoreSettings Maildir(string template, string domain) => new("disk", Table([], [domain]), _folder, template, null);

    private static MailboxTable Table(string[] listed, string[] domains) => new(listed.ToDictionary(address => address, StringComparer.Ordinal), domains);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
