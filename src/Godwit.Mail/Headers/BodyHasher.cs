using System.Security.Cryptography;

namespace Godwit.Mail;

/// <summary>Hashes a body in canonical form, the line breaks at its end left out: tools and servers add and take those.</summary>
internal sealed class BodyHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _gathered = new byte[4096];
    private int _count;
    private long _breaksHeldBack;
    private bool _carriageReturnHeldBack;

    internal void Append(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_carriageReturnHeldBack && piece[0] != (byte)'\n') AddCarriageReturn();
            var run = piece.IndexOfAny((byte)'\r', (byte)'\n');
            if (run < 0) run = piece.Length;
            if (run > 0) AddText(piece[..run]);
            if (run == piece.Length) return;
            if (piece[run] == (byte)'\n') _breaksHeldBack++;
            _carriageReturnHeldBack = piece[run] == (byte)'\r';
            piece = piece[(run + 1)..];
        }
    }

    internal ContentHash Finish()
    {
        if (_carriageReturnHeldBack) AddCarriageReturn();
        _hash.AppendData(_gathered.AsSpan(0, _count));
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        _hash.GetHashAndReset(bytes);
        (_count, _breaksHeldBack) = (0, 0);
        return ContentHash.Read(bytes);
    }

    private void AddCarriageReturn()
    {
        _carriageReturnHeldBack = false;
        AddText("\r"u8);
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        for (; _breaksHeldBack > 0; _breaksHeldBack--) Gather("\r\n"u8);
        Gather(text);
    }

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _gathered.Length)
        {
            _hash.AppendData(_gathered.AsSpan(0, _count));
            _count = 0;
        }
        if (bytes.Length > _gathered.Length) { _hash.AppendData(bytes); return; }
        bytes.CopyTo(_gathered.AsSpan(_count));
        _count += bytes.Length;
    }

    public void Dispose() => _hash.Dispose();
}
