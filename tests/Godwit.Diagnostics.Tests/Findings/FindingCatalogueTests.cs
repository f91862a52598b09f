using System.Reflection;
using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Tests.Findings;

/// <summary>Every code is used once and has its page, written from the catalogue.</summary>
public sealed class FindingCatalogueTests
{
    private const string Write = "GODWIT_WRITE_PAGES";
    private const string Before = "## Findings of a diagnosis\n\nWritten from the catalogue in `src/Godwit.Diagnostics`; F-numbers are rows of the catalogue of failure modes it was made from.\n\n| code | title | hop | severity | facts |\n|---|---|---|---|---|\n";
    private static readonly string Pages = Path.Combine(Root(), "docs", "faults");

    [Fact]
    public void A_code_is_used_once() => Assert.Equal(FindingCatalogue.All.Count, FindingCatalogue.All.Select(kind => kind.Code).Distinct().Count());

    [Fact]
    public void Every_kind_cites_a_fact_and_fills_its_page() => Assert.All(FindingCatalogue.All, kind =>
    {
        Assert.Matches("^GW5[0-3][0-9]{2}$", kind.Code);
        Assert.NotEmpty(kind.Facts);
        Assert.DoesNotMatch(@"\.$", kind.Title);
        Assert.All([kind.Symptom, kind.Cause, kind.Difference, kind.Fix], text => Assert.Matches(@"[.?!`)]$", text));
        Assert.DoesNotContain('\n', kind.NextCommand);
    });

    /// <summary>Run with GODWIT_WRITE_PAGES=1 to write the pages and the index.</summary>
    [Fact]
    public void Pages_and_index_say_what_the_catalogue_says()
    {
        if (Environment.GetEnvironmentVariable(Write) is not null) WriteAll();

        Assert.All(FindingCatalogue.All, kind => Assert.Equal(FindingPage.Write(kind), File.ReadAllText(Path.Combine(Pages, kind.Code + ".md"))));
        Assert.EndsWith(Index(), File.ReadAllText(Path.Combine(Pages, "README.md")), StringComparison.Ordinal);
    }

    /// <summary>By its code, or by its name as the laboratory's tables have it.</summary>
    [Fact]
    public void Every_kind_is_expected_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var names = FindingCatalogue.All.ToDictionary(kind => kind, NameOf);

        Assert.Empty(FindingCatalogue.All.Where(kind => !tests.Contains(kind.Code, StringComparison.Ordinal) && !Regex.IsMatch(tests, $@"\b{names[kind]}\b")).Select(kind => $"{kind.Code} {names[kind]}"));
    }

    private static string NameOf(FindingKind kind) => typeof(FindingKind).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(FindingKind) && ReferenceEquals(field.GetValue(null), kind)).Select(field => $"{field.DeclaringType!.Name}.{field.Name}").First();

    [Fact]
    public void A_code_is_found_in_any_case() => Assert.All(FindingCatalogue.All, kind => Assert.Same(kind, FindingCatalogue.Of(kind.Code.ToLowerInvariant())));

    private static string Index() => Before + string.Concat(FindingCatalogue.All.Select(kind => FindingPage.IndexLine(kind) + "\n"));

    private static void WriteAll()
    {
        foreach (var kind in FindingCatalogue.All) File.WriteAllText(Path.Combine(Pages, kind.Code + ".md"), FindingPage.Write(kind));
        var readme = Path.Combine(Pages, "README.md");
        var text = File.ReadAllText(readme);
        var start = text.IndexOf("## Findings of a diagnosis\n", StringComparison.Ordinal);
        File.WriteAllText(readme, (start < 0 ? text.TrimEnd('\n') + "\n\n" : text[..start]) + Index());
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Godwit.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside a checkout.");
    }
}
