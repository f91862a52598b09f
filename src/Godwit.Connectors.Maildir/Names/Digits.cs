namespace Godwit.Connectors.Maildir;

/// <summary>Decimal numbers in names and small files.</summary>
internal static class Digits
{
    /// <summary>The number with which the bytes begin and how many digits it has; -1 without a digit or over eighteen of them.</summary>
    public static long Read(ReadOnlySpan<byte> bytes, out int length)
    {
        long number = 0;
        for (length = 0; length < bytes.Length && char.IsAsciiDigit((char)bytes[length]); length++)
        {
            if (length == 18) return -1;
            number = number * 10 + bytes[length] - '0';
        }
        return length == 0 ? -1 : number;
    }
}
