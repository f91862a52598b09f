using System.Xml.Linq;

namespace Godwit.Architecture.Tests;

public sealed class LayerTests
{
    public static TheoryData<string> SourceProjects => [.. Checkout.Files("src").Where(IsProject)];

    [Theory, MemberData(nameof(SourceProjects))]
    public void A_project_refers_only_to_what_its_layer_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var layer = Layer.All.SingleOrDefault(candidate => candidate.Project == name);
        Assert.True(layer is not null, $"{name} has no place in Layer.All: give it one, with the reason.");

        var beyond = References(project).Except(layer.MayReferTo);

        Assert.True(!beyond.Any(), $"{name} refers to {string.Join(", ", beyond)}. {layer.Reason}");
    }

    [Fact]
    public void The_words_of_mail_need_no_package() =>
        Assert.Empty(Document("src/Godwit.Mail/Godwit.Mail.csproj").Descendants("PackageReference"));

    [Fact]
    public void Each_layer_lies_above_what_it_refers_to()
    {
        var placed = new List<string>();
        foreach (var layer in Layer.All)
        {
            Assert.All(layer.MayReferTo, below => Assert.Contains(below, placed));
            placed.Add(layer.Project);
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = Document("Godwit.slnx").Descendants("Project").Select(p => (string?)p.Attribute("Path"));
        var existing = Checkout.Files("src").Concat(Checkout.Files("tests")).Where(IsProject);

        Assert.Equal(existing.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.Ordinal);

    private static IEnumerable<string> References(string project) =>
        Document(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string?)r.Attribute("Include")) ?? "");

    private static XDocument Document(string path) => XDocument.Parse(Checkout.Read(path));
}
