using System.Security.Cryptography;
using System.Text;

namespace Godwit.Network.Tls;

/// <summary>
/// A first message of TLS written by hand (RFC 5246 section 7.4.1.2), so that a server can be asked what it speaks without regard to what the local library would allow. It offers TLS 1.2 and
/// older: up to there a server's certificate and its wish for ours come in the clear.
/// </summary>
internal static class ClientHello
{
    private const int Tls12 = 0x0303;

    // ECDHE and DHE with AES and ChaCha, then plain RSA with AES, then 3DES: what any server of the last twenty years has one of.
    private static readonly ushort[] Suites =
        [0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC009, 0xC013, 0xC00A, 0xC014, 0xC023, 0xC027, 0xC024, 0xC028, 0x009E, 0x009F, 0x0033, 0x0039, 0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035, 0xC012, 0x000A, 0x00FF];

    private static readonly ushort[] Groups = [0x001D, 0x0017, 0x0018, 0x0019];
    private static readonly ushort[] Signatures = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806, 0x0601, 0x0203, 0x0201];

    /// <summary>The message in its record, with the name of the server when one is given (RFC 6066 section 3).</summary>
    public static byte[] Write(string? serverName)
    {
        var body = new List<byte>();
        Add16(body, Tls12);
        body.AddRange(RandomNumberGenerator.GetBytes(32));
        body.Add(0); // no session
        AddVector(body, Numbers(Suites));
        body.AddRange([1, 0]); // no compression
        AddVector(body, Extensions(serverName));
        var handshake = new List<byte> { 1, 0 };
        AddVector(handshake, body);
        var record = new List<byte> { 22, 3, 1 };
        AddVector(record, handshake);
        return [.. record];
    }

    private static List<byte> Extensions(string? serverName)
    {
        var all = new List<byte>();
        if (serverName is not null) AddExtension(all, 0, Vector([0, .. Vector([.. Encoding.ASCII.GetBytes(serverName)])]));
        AddExtension(all, 10, Vector(Numbers(Groups)));
        AddExtension(all, 11, [1, 0]); // uncompressed points
        AddExtension(all, 13, Vector(Numbers(Signatures)));
        AddExtension(all, 23, []); // extended master secret
        return all;
    }

    private static void AddExtension(List<byte> to, int type, List<byte> content)
    {
        Add16(to, type);
        AddVector(to, content);
    }

    private static List<byte> Numbers(ushort[] numbers)
    {
        var bytes = new List<byte>();
        foreach (var number in numbers) Add16(bytes, number);
        return bytes;
    }

    private static List<byte> Vector(List<byte> content)
    {
        var vector = new List<byte>();
        AddVector(vector, content);
        return vector;
    }

    private static void AddVector(List<byte> to, List<byte> content)
    {
        Add16(to, content.Count);
        to.AddRange(content);
    }

    private static void Add16(List<byte> to, int number) => to.AddRange([(byte)(number >> 8), (byte)number]);
}
