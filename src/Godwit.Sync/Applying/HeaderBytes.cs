namespace Godwit.Sync;

/// <summary>The header block of a message, held for a moment; what is beyond the bound is left away.</summary>
internal static class HeaderBytes
{
    /// <summary>The most that is held.</summary>
    public const int MaxBytes = 256 * 1024;

    public static byte[] Of(IncomingMessage message)
    {
        var held = new MemoryStream();
        for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece())
            held.Write(piece.Span[..(int)Math.Min(piece.Length, MaxBytes - held.Length)]);
        return held.ToArray();
    }
}
