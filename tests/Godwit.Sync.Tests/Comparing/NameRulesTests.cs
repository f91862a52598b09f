using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Sync.Tests.Comparing;

public sealed class NameRulesTests
{
    private static readonly FolderNaming Strict = new()
    {
        ForbiddenCharacters = "/.\0", ForbiddenNames = ["cur", "new", "tmp"], KeepsEdgeSpaces = false, KeepsLeadingDot = false, MaxSegmentBytes = 10_000,
    };

    [Theory]
    [InlineData("GPR/GPA", "GPR=2FGPA")]
    [InlineData("Person K.", "Person K=2E")]
    [InlineData(" PROBLEM", "=20PROBLEM")]
    [InlineData("TEST ", "TEST=20")]
    [InlineData("50=2F", "50=3D2F")]
    [InlineData("100%", "100%")]
    [InlineData("cur", "=63ur")]
    [InlineData("日本語", "日本語")]
    public void A_name_is_fitted_and_comes_back(string name, string fitted)
    {
        Assert.Equal(fitted, NameRules.Fit(name, Strict));
        Assert.Equal(name, NameRules.Original(fitted));
    }

    [Fact]
    public void Every_name_comes_back_and_no_two_become_one() => Check.QuickThrowOnFailure(Prop.ForAll(Names(), Names(), (left, right) =>
        NameRules.Original(NameRules.Fit(left, Strict)) == left && (left == right || NameRules.Fit(left, Strict) != NameRules.Fit(right, Strict))));

    [Fact]
    public void A_fitted_name_obeys_the_rules() => Check.QuickThrowOnFailure(Prop.ForAll(Names(), name =>
    {
        var fitted = NameRules.Fit(name, Strict);
        return !fitted.AsSpan().ContainsAny(Strict.ForbiddenCharacters) && !fitted.StartsWith(' ') && !fitted.EndsWith(' ') && !Strict.ForbiddenNames.Contains(fitted);
    }));

    [Fact]
    public void A_long_name_is_cut_and_marked_the_same_way_every_time()
    {
        var name = new string('ü', 300);
        var fitted = NameRules.Fit(name, new FolderNaming { MaxSegmentBytes = 100 });
        Assert.Equal(fitted, NameRules.Fit(name, new FolderNaming { MaxSegmentBytes = 100 }));
        Assert.NotEqual(fitted, NameRules.Fit(name + "x", new FolderNaming { MaxSegmentBytes = 100 }));
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(fitted) <= 100);
    }

    private static Arbitrary<string> Names() => Arb.From(
        from characters in Gen.NonEmptyListOf(Gen.Elements("ab=2F/. ü日\u0001=curnewtmp".ToCharArray()))
        select new string([.. characters]));
}
