namespace Godwit.Terminals.Tests;

/// <summary>A disk with little room: takes so many bytes, then refuses.</summary>
internal sealed class SmallStream(int room) : MemoryStream
{
    public int Room { get; set; } = room;

    /// <summary>Spans come here too: a memory stream that somebody derives from hands them on as arrays.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > Room) throw new IOException("No space left on device");
        base.Write(buffer, offset, count);
    }
}
