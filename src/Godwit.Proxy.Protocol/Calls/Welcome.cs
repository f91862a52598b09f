namespace Godwit.Proxy.Protocol;

/// <summary>What a proxy says of itself when a lane is opened.</summary>
/// <param name="Version">The protocol version that was chosen.</param>
/// <param name="Product">The program, for reports.</param>
/// <param name="HeartbeatSeconds">How long it is silent at most while it owes something.</param>
/// <param name="BatchBytes">How long an append request should be at most, unless it is one message.</param>
internal sealed record Welcome(int Version, string Product, int HeartbeatSeconds, int BatchBytes)
{
    private const int LeastBatchBytes = 64 * 1024;

    public void Write(WireWriter writer)
    {
        writer.Varint((ulong)Version);
        writer.Text(Product);
        writer.Varint((ulong)HeartbeatSeconds);
        writer.Varint((ulong)BatchBytes);
    }

    public static Welcome Read(ref WireReader reader)
    {
        var version = (int)reader.Number(9_999);
        var product = OtherSideText.Show(reader.Text());
        var heartbeat = (int)reader.Number(3_600);
        return new Welcome(version, product, heartbeat, (int)Math.Clamp(reader.Number(int.MaxValue), LeastBatchBytes, WireLimits.BatchBytes));
    }
}
