using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace Godwit.Architecture.Tests;

public sealed partial class RepositoryTests
{
    private const int MostLines = 600;

    /// <summary>
    /// Places of the machine on which this was written, and registries it was restored from: they mean nothing to a reader elsewhere. Put together here so that this
    /// file does not name them itself.
    /// </summary>
    private static readonly Regex Elsewhere = new(
        @"(?<![\w.~-])/(" + "wo" + "rk/|" + "tmp/w" + "t\\b|" + "fa" + "rm\\b)|" + "api\\.nu" + "get\\.org|" + "registry\\.npm" + "js", RegexOptions.Compiled);

    public static TheoryData<string> Documents => [.. Checkout.Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void No_source_file_is_too_long_to_hold_in_the_head()
    {
        var tooLong = Checkout.Files("src").Where(IsSource).Where(path => Checkout.Read(path).Count(c => c == '\n') > MostLines);
        Assert.Empty(tooLong);
    }

    /// <summary>They are published into one folder, where the last one leaves the assemblies that all of them run.</summary>
    [Fact]
    public void How_programs_are_compiled_ahead_is_said_once_for_all_of_them()
    {
        Assert.Contains("PublishReadyToRunCrossgen2ExtraArgs", Checkout.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.DoesNotContain(Checkout.Files("src"), path => path.EndsWith(".csproj", StringComparison.Ordinal) && Checkout.Read(path).Contains("ReadyToRun", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Documents))]
    public void A_link_in_a_document_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
        var broken = Link().Matches(WithoutCode(Checkout.Read(document))).Select(link => link.Groups[1].Value)
            .Where(target => !IsOutside(target) && !Path.Exists(Path.Combine(folder, target.Split('#')[0])));
        Assert.Empty(broken);

        static bool IsOutside(string target) => target.StartsWith('#') || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);
    }

    [Fact]
    public void The_glossary_opens_files_that_exist()
    {
        var named = Opened().Matches(Checkout.Read("docs/glossary.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Checkout.Root, path)), path));
    }

    [Fact]
    public void Nothing_names_the_machine_it_was_written_on()
    {
        var naming = Checkout.Files().Where(IsText).Where(path => Elsewhere.IsMatch(Checkout.Read(path)));
        Assert.Empty(naming);
    }

    [Theory]
    [InlineData("see /wo", "rk/shared", true)]
    [InlineData("cd /tmp/w", "t/main", true)]
    [InlineData("net/wo", "rk/x", false)]
    [InlineData("/var/fa", "rming", false)]
    public void The_pattern_finds_what_it_is_for(string start, string end, bool found) => Assert.Equal(found, Elsewhere.IsMatch(start + end));

    [Fact, SupportedOSPlatform("linux")]
    public void Scripts_can_be_run()
    {
        var scripts = Checkout.Files().Where(path => !path.EndsWith(".cs", StringComparison.Ordinal) && IsText(path) && Checkout.Read(path).StartsWith("#!", StringComparison.Ordinal));
        Assert.All(scripts, path => Assert.True((File.GetUnixFileMode(Path.Combine(Checkout.Root, path)) & UnixFileMode.UserExecute) != 0, path));
    }

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Test data of other places (recorded conversations, mail) may hold anything.</summary>
    private static bool IsText(string path) =>
        !path.StartsWith("tests/transcripts/", StringComparison.Ordinal) && Path.GetExtension(path) is not (".png" or ".ico" or ".db" or ".eml" or ".gz");

    private static string WithoutCode(string markdown) => Code().Replace(markdown, "");

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(src/[^`]+)`")]
    private static partial Regex Opened();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
