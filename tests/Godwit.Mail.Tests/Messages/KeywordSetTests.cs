namespace Godwit.Mail.Tests;

public sealed class KeywordSetTests
{
    private static readonly Gen<string[]> Names = Gen.Elements("Work", "WORK", "work", "$MdnSent", "$MDNSent", "a", "B", "c", "[x].y").ArrayOf();

    private static HashSet<string> Model(IEnumerable<string> names) => new(names, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Two_spellings_are_one_keyword_and_the_first_stays()
    {
        var set = KeywordSet.Of("$MDNSent", "$MdnSent");
        Assert.Equal("$MDNSent", Assert.Single(set));
        Assert.True(set.Contains("$mdnsent"));
        Assert.Equal(KeywordSet.Of("$mdnsent"), set);
    }

    [Fact]
    public void It_agrees_with_a_hash_set_without_case() => Always.Holds(Names.Two(), pair =>
    {
        var (a, b) = (KeywordSet.Of(pair.Item1), KeywordSet.Of(pair.Item2));
        var except = Model(pair.Item1);
        except.ExceptWith(pair.Item2);
        return Model(a).SetEquals(pair.Item1) && a.Count == Model(pair.Item1).Count
            && Model(a.Union(b)).SetEquals(pair.Item1.Concat(pair.Item2)) && Model(a.Except(b)).SetEquals(except)
            && pair.Item2.All(n => b.Contains(n));
    });

    [Fact]
    public void Order_and_spelling_do_not_matter_to_equality() => Always.Holds(Names, names =>
    {
        var one = KeywordSet.Of(names);
        var other = KeywordSet.Of(names.Reverse().Select(n => n.ToUpperInvariant()));
        return one.Equals(other) && one.GetHashCode() == other.GetHashCode();
    });

    [Fact]
    public void Different_keywords_differ()
    {
        Assert.NotEqual(KeywordSet.Of("a"), KeywordSet.Of("b"));
        Assert.NotEqual(KeywordSet.Of("a"), KeywordSet.Of("a", "b"));
        Assert.Same(KeywordSet.Empty, KeywordSet.Of());
    }

    [Fact]
    public void They_are_printed_in_order_with_a_space_between() => Assert.Equal("a B c", KeywordSet.Of("c", "B", "a").ToString());
}
