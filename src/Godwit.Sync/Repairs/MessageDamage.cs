namespace Godwit.Sync;

/// <summary>What is wrong with a message, found in one pass over it.</summary>
/// <param name="Found">The repairs that would change something.</param>
/// <param name="LongLinesRemain">True when its body has lines over <see cref="RepairLimits.MaxLineBytes"/> that no repair mends: a multipart, or a text that is encoded already.</param>
public readonly record struct MessageDamage(Repair Found, bool LongLinesRemain)
{
    /// <summary>Reads a message to its end; <paramref name="source"/> as in <see cref="RepairedBody"/>.</summary>
    public static MessageDamage Survey(Func<ReadOnlyMemory<byte>> source)
    {
        var body = new RepairedBody(Repair.All & ~Repair.LongBodyLines, source);
        while (!body.NextPiece().IsEmpty) { }
        var hasLongLines = body.LongestLineBytes > RepairLimits.MaxLineBytes;
        return new(body.Done | (hasLongLines && body.CanBecomeQuotedPrintable ? Repair.LongBodyLines : Repair.None), hasLongLines && !body.CanBecomeQuotedPrintable);
    }
}
