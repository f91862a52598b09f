using System.Text;

namespace Godwit.Cli;

/// <summary>Percent-encoding (RFC 3986 section 2.1) of UTF-8.</summary>
internal static class PercentText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text behind the encoding; null when a <c>%</c> is not followed by two hexadecimal digits, the bytes are no UTF-8, or there is a control character.</summary>
    public static string? Decode(string encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var at = 0; at < encoded.Length;)
        {
            if (encoded[at] != '%')
            {
                var pair = char.IsHighSurrogate(encoded[at]) && at + 1 < encoded.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(encoded.Substring(at, pair)));
                at += pair;
                continue;
            }
            if (at + 3 > encoded.Length || !byte.TryParse(encoded.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)) return null;
            bytes.Add(octet);
            at += 3;
        }
        return Text([.. bytes]);
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
