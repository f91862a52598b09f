namespace Godwit.Cli.Tests.Commands;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("25MB", 25_000_000)]
    [InlineData("25mb", 25_000_000)]
    [InlineData("1.5 kB", 1_500)]
    [InlineData("1KiB", 1_024)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("1TB", 1_000_000_000_000)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("1,5MB")]
    [InlineData("10 stones")]
    [InlineData("1e9")]
    [InlineData("99999999999TB")]
    public void Anything_else_is_none(string text) => Assert.False(SizeText.TryParse(text, out _));
}
