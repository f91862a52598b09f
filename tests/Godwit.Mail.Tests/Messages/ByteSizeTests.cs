namespace Godwit.Mail.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B"), InlineData(512, "512 B"), InlineData(999, "999 B"), InlineData(1_000, "1 kB"), InlineData(1_240, "1.24 kB")]
    [InlineData(999_499, "999 kB"), InlineData(999_500, "1 MB"), InlineData(999_999, "1 MB"), InlineData(1_000_000, "1 MB")]
    [InlineData(123_456_789, "123 MB"), InlineData(999_999_999, "1 GB"), InlineData(1_240_000_000, "1.24 GB")]
    [InlineData(999_999_999_999, "1.00 TB"), InlineData(1_500_000_000_000, "1.50 TB"), InlineData(2_500_000_000_000_000, "2500.00 TB")]
    public void It_is_shown_with_three_digits_and_a_unit(long bytes, string shown) => Assert.Equal(shown, new ByteSize(bytes).ToString());

    [Fact]
    public void No_size_is_shown_with_an_exponent() => Always.Holds(
        Gen.Choose(0, int.MaxValue).Select(n => (long)n * 997), bytes => !new ByteSize(bytes).ToString().Contains('E', StringComparison.Ordinal));
}
