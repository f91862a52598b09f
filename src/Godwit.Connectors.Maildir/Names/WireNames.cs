using System.Buffers;
using System.Globalization;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// Directory names as text that can be kept and sent: UTF-8 as it is; a byte that is no UTF-8, and "%" before what would look so, as <c>%XX</c>. Reversible for every name.
/// </summary>
internal static class WireNames
{
    public static string FromBytes(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == OperationStatus.Done && !LooksEscaped(name)) text.Append(rune.ToString());
            else
            {
                length = 1;
                text.Append(CultureInfo.InvariantCulture, $"%{name[0]:X2}");
            }
            name = name[length..];
        }
        return text.ToString();
    }

    private static bool LooksEscaped(ReadOnlySpan<byte> name) =>
        name.Length > 2 && name[0] == (byte)'%' && char.IsAsciiHexDigit((char)name[1]) && char.IsAsciiHexDigit((char)name[2]);

    public static byte[] ToBytes(string wireName)
    {
        var bytes = new ArrayBufferWriter<byte>(wireName.Length + 1);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < wireName.Length;)
        {
            if (wireName[i] == '%' && i + 2 < wireName.Length && char.IsAsciiHexDigit(wireName[i + 1]) && char.IsAsciiHexDigit(wireName[i + 2]))
            {
                bytes.Write([byte.Parse(wireName.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)]);
                i += 3;
                continue;
            }
            Rune.DecodeFromUtf16(wireName.AsSpan(i), out var rune, out var length);
            bytes.Write(utf8[..rune.EncodeToUtf8(utf8)]);
            i += length;
        }
        return bytes.WrittenSpan.ToArray();
    }
}
