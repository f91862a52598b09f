namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Unpacked text, as long as it can be a log: one that unpacks to many times its size is made to fill whoever reads it. Logs are packed to a tenth or a thirtieth, of nothing but probes to a hundredth;
/// zeros to a thousandth.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="packedBytes">How many packed bytes it comes from, so far or in all.</param>
internal sealed class UnpackedText(Stream text, Func<long> packedBytes) : ReadOnlyStream
{
    /// <summary>So much is read whatever it was packed to.</summary>
    public const long FreeBytes = 256L * 1024 * 1024;

    /// <summary>Beyond that, at most so many times the packed size.</summary>
    public const int MostTimes = 500;

    private long _length;

    public override int Read(Span<byte> buffer)
    {
        var read = text.Read(buffer);
        _length += read;
        return _length <= FreeBytes || _length / MostTimes <= packedBytes() ? read : throw new InvalidDataException($"it unpacks to more than {MostTimes} times its size, as no log does");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
