using System.Buffers;
using System.Text;

namespace Godwit.Sync;

/// <summary>Which messages may have their body written as quoted-printable, and what then changes in their header (RFC 2045 section 6).</summary>
internal static class TransferEncoding
{
    /// <summary>True for a single text part whose body stands as it is: 7bit, 8bit or binary, in a charset in which a line break is a line break.</summary>
    internal static bool CanBecomeQuotedPrintable(ReadOnlySpan<byte> block)
    {
        int types = 0, encodings = 0, fields = 0;
        foreach (var field in new HeaderReader(block))
        {
            fields++;
            if (field.Is("Content-Type"u8) && (++types > 1 || !IsPlainText(field.Value))) return false;
            if (field.Is("Content-Transfer-Encoding"u8) && (++encodings > 1 || !IsIdentity(field.Value))) return false;
        }
        return fields < HeaderLimits.MaxFields && block.Length <= HeaderLimits.MaxBlockBytes;     // else there may be more than was looked at
    }

    /// <summary>Exchanges the encoding's field for one that says quoted-printable.</summary>
    internal static void SayQuotedPrintable(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        var isMime = HeaderReader.TryFind(block, "MIME-Version"u8, out _);
        foreach (var group in new HeaderGroups(block))
        {
            if (HeaderField.TryRead(group, out var field) && field.Is("Content-Transfer-Encoding"u8)) continue;
            if (group.TrimStart((byte)'\r').SequenceEqual("\n"u8))
            {
                output.Write(isMime ? default : "MIME-Version: 1.0\r\n"u8);
                output.Write("Content-Transfer-Encoding: quoted-printable\r\n"u8);
            }
            output.Write(group);
        }
    }

    private static bool IsPlainText(ReadOnlySpan<byte> value)
    {
        var text = Encoding.Latin1.GetString(value).Trim();
        return text.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("utf-16", StringComparison.OrdinalIgnoreCase) && !text.Contains("utf-32", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsIdentity(ReadOnlySpan<byte> value)
    {
        var encoding = value.Trim(" \t\r\n"u8);
        return Ascii.EqualsIgnoreCase(encoding, "7bit"u8) || Ascii.EqualsIgnoreCase(encoding, "8bit"u8) || Ascii.EqualsIgnoreCase(encoding, "binary"u8);
    }
}
