namespace Godwit.Store.Tests.Rows;

public sealed class ChecksumTests
{
    [Fact]
    public void Every_single_bit_counts()
    {
        var bytes = Enumerable.Range(0, 45).Select(i => (byte)i).ToArray();
        var whole = Sum(bytes);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(whole, Sum(bytes));
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void The_border_between_two_values_counts() => Assert.NotEqual(Sum([1, 2], [3]), Sum([1], [2, 3]));

    [Fact]
    public void Nothing_and_no_value_differ()
    {
        var absent = new Checksum();
        absent.AddNull();

        Assert.NotEqual(Sum([]), absent.Value);
    }

    private static uint Sum(params byte[][] values)
    {
        var sum = new Checksum();
        foreach (var value in values) sum.Add(value);
        return sum.Value;
    }
}
