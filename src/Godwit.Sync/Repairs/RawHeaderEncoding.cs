using System.Buffers;
using System.Text;

namespace Godwit.Sync;

/// <summary>Writes 8-bit text in header fields as encoded words. Fields without any, and lines that are no field, stay as they are.</summary>
internal static class RawHeaderEncoding
{
    private static readonly byte[][] AddressFields =
    [
        "From"u8.ToArray(), "Sender"u8.ToArray(), "Reply-To"u8.ToArray(), "To"u8.ToArray(), "Cc"u8.ToArray(), "Bcc"u8.ToArray(), "Resent-From"u8.ToArray(), "Resent-Sender"u8.ToArray(),
        "Resent-To"u8.ToArray(), "Resent-Cc"u8.ToArray(), "Resent-Bcc"u8.ToArray(), "Disposition-Notification-To"u8.ToArray(), "Errors-To"u8.ToArray(), "Return-Path"u8.ToArray(),
    ];

    internal static void Encode(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        var declared = HeaderCharset.DeclaredBy(block);
        foreach (var group in new HeaderGroups(block))
        {
            if (Ascii.IsValid(group) || !HeaderField.TryRead(group, out var field)) output.Write(group);
            else EncodeField(group, field, declared, output);
        }
    }

    private static void EncodeField(ReadOnlySpan<byte> group, HeaderField field, HeaderCharset declared, IBufferWriter<byte> output)
    {
        var valueStart = group.IndexOf((byte)':') + 1;
        output.Write(group[..valueStart]);
        new FieldValue(field.Value, GrammarOf(field)).Encode(HeaderCharset.Of(field.Value, declared), output);
        output.Write(group[(valueStart + field.Value.Length)..]);
    }

    private static FieldGrammar GrammarOf(HeaderField field)
    {
        if (field.Is("Content-Type"u8) || field.Is("Content-Disposition"u8)) return FieldGrammar.Parameters;
        foreach (var name in AddressFields)
        {
            if (field.Is(name)) return FieldGrammar.Addresses;
        }
        return FieldGrammar.Text;
    }
}
