using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Godwit.Cli;
using Godwit.Diagnostics.Findings;
using Godwit.Mail;

namespace Godwit.Architecture.Tests;

/// <summary>Whoever is told a code finds its page, and the page says what the program thinks it says.</summary>
public sealed partial class FaultPageTests
{
    private static readonly FaultKind[] Kinds = [.. FindKinds()];

    public static TheoryData<string> Codes => [.. Kinds.Select(kind => kind.Code)];

    [Fact]
    public void There_are_kinds_to_judge() => Assert.True(Kinds.Length >= 20, $"only {Kinds.Length} kinds were found: the search is broken");

    [Fact]
    public void A_code_is_used_once() => Assert.Equal(Kinds.Length, Kinds.Select(kind => kind.Code).Distinct().Count());

    [Theory, MemberData(nameof(Codes))]
    public void A_fault_has_a_page_with_its_title_its_meaning_and_what_to_do(string code)
    {
        var kind = Kinds.Single(k => k.Code == code);
        Assert.Matches(Code(), code);

        var page = Checkout.Read(Page(code));

        Assert.StartsWith($"# {code}: {kind.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What it means\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What Godwit does by itself\n", page, StringComparison.Ordinal);
        Assert.InRange(page.Split('\n').Length, 10, 60);
    }

    [Theory, MemberData(nameof(Codes))]
    public void A_page_tells_reach_and_remedy_as_the_program_has_them(string code)
    {
        var kind = Kinds.Single(k => k.Code == code);

        Assert.Contains($"Reach: {kind.Reach.ToString().ToLowerInvariant()}. Remedy: {Words(kind.Remedy)}.", Checkout.Read(Page(code)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Codes))]
    public void A_page_that_names_an_exit_code_names_the_one_that_the_command_gives(string code)
    {
        var kind = Kinds.Single(k => k.Code == code);
        // What reaches no further than a folder is listed, and the move goes on to its end.
        var gives = kind.Reach <= Reach.Folder ? ExitCodes.WithSkips : ExitCodes.For(new Fault(kind, Side.Service, "Told."));

        foreach (Match told in ExitCode().Matches(Checkout.Read(Page(code)).Split("## What Godwit does by itself")[1])) Assert.Equal(gives.ToString(CultureInfo.InvariantCulture), told.Groups[1].Value);
    }

    [Fact]
    public void Pages_name_exit_codes() => Assert.True(Kinds.Count(kind => ExitCode().IsMatch(Checkout.Read(Page(kind.Code)))) > 20, "hardly a page names an exit code: the search is broken");

    [Fact]
    public void Every_page_belongs_to_a_fault_and_the_list_names_them_all()
    {
        var pages = Checkout.Files("docs/faults").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "README");
        var list = Checkout.Read("docs/faults/README.md");

        // Findings of a diagnosis have pages too; what is in those is the business of the tests of Godwit.Diagnostics.
        var codes = Kinds.Select(kind => kind.Code).Concat(FindingCatalogue.All.Select(kind => kind.Code));
        Assert.Equal(codes.Order(StringComparer.Ordinal), pages);
        Assert.All(Kinds, kind => Assert.Contains($"| [{kind.Code}]({kind.Code}.md) | {kind.Title} |", list, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Remedy.Retry, "retry")]
    [InlineData(Remedy.WaitUntil, "wait until")]
    [InlineData(Remedy.FixConfiguration, "fix configuration")]
    public void A_remedy_is_written_in_words(Remedy remedy, string words) => Assert.Equal(words, Words(remedy));

    private static string Page(string code) => $"docs/faults/{code}.md";

    private static string Words(Remedy remedy) => Capital().Replace(remedy.ToString(), " $1").Trim().ToLowerInvariant();

    private static IEnumerable<FaultKind> FindKinds() =>
        from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Godwit.*.dll").Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "godwit*.dll")).Distinct()
        where !file.EndsWith(".Tests.dll", StringComparison.Ordinal)
        from type in Assembly.LoadFrom(file).GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(FaultKind) && !field.Name.Contains('<', StringComparison.Ordinal)
        select (FaultKind)field.GetValue(null)!;

    [GeneratedRegex("^GW[1-9][0-9]{3}$")]
    private static partial Regex Code();

    // "It ends with exit code 1", "the run ends with exit code 3"; what else a page says of exit codes is about other programs.
    [GeneratedRegex(@"\bends (?:at once )?(?:\S+ ){0,4}?with exit code ([0-9]+)")]
    private static partial Regex ExitCode();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
