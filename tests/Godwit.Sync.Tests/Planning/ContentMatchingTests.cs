namespace Godwit.Sync.Tests.Planning;

public sealed class ContentMatchingTests
{
    [Fact]
    public void Identical_copies_find_the_one_with_equal_details_first()
    {
        var pairs = ContentMatching.Match<int, char>([7, 7, 8], [7, 8, 7], ['a', 'b', 'c'], ['b', 'x', 'a'], (_, _) => false);
        Assert.Equal([(0, 2), (1, 0), (2, 1)], pairs.Order());
    }

    [Fact]
    public void Then_the_one_that_may_have_become_it()
    {
        var pairs = ContentMatching.Match<int, int>([7, 7], [7], [1, 3], [2], (left, right) => (right & ~left) == 0);
        Assert.Equal([(1, 0)], pairs);
    }

    [Fact]
    public void And_does_not_take_it_from_the_only_one_that_may_have_become_another()
    {
        var pairs = ContentMatching.Match<int, int>([7, 7], [7, 7], [3, 4], [0, 2], (left, right) => (right & ~left) == 0);
        Assert.Equal([(0, 1), (1, 0)], pairs.Order());
    }

    [Fact]
    public void What_has_no_key_matches_nothing() =>
        Assert.Equal([(0, 1)], ContentMatching.Match<int, char>([7, null], [null, 7, null], ['a', 'b'], ['a', 'c', 'b'], (_, _) => false));
}
