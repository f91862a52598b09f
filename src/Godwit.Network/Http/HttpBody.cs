using System.Buffers;

namespace Godwit.Network.Http;

/// <summary>What was read of a body.</summary>
/// <param name="Kept">Its beginning.</param>
/// <param name="IsCut">True when there was more.</param>
/// <param name="LeavesConnectionOpen">True when it was read to its end and the end was not that of the connection.</param>
/// <param name="Bytes">How many bytes were read.</param>
internal readonly record struct ReadBody(ReadOnlyMemory<byte> Kept, bool IsCut, bool LeavesConnectionOpen, long Bytes = 0);

/// <summary>Reads the body of an answer, whichever way its length is told (RFC 9112 section 6.3); a bounded part of it.</summary>
/// <param name="input">The connection.</param>
/// <param name="most">How much of it is read; <see cref="HttpConnection.MaxBodyBytes"/> of that is kept.</param>
internal sealed class HttpBody(HttpInput input, long most)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private long _bytes;

    public async Task<ReadBody> ReadAsync(string method, HttpAnswer answer, CancellationToken cancellation)
    {
        if (method == "HEAD" || answer.Status is 204 or 304) return new ReadBody(default, false, true);
        if (answer.All("Transfer-Encoding").Any(coding => coding.Contains("chunked", StringComparison.OrdinalIgnoreCase))) return await ReadChunksAsync(cancellation).ConfigureAwait(false);
        if (answer.First("Content-Length") is not { } told) return await ReadToEndAsync(cancellation).ConfigureAwait(false);
        if (!long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) throw new HttpTroubleException(HttpTrouble.NotHttp, "Content-Length: " + OtherSideText.Show(told, 40));
        return await ReadLengthAsync(length, cancellation).ConfigureAwait(false) ? Read(true) : Read(false);
    }

    private ReadBody Read(bool whole) => new(_kept.WrittenSpan.ToArray(), !whole || _bytes > _kept.WrittenCount, whole, _bytes);

    private void Take(ReadOnlySpan<byte> part)
    {
        _bytes += part.Length;
        var left = HttpConnection.MaxBodyBytes - _kept.WrittenCount;
        _kept.Write(left <= 0 ? [] : part[..Math.Min(part.Length, left)]);
    }

    /// <summary>False when there is more than is kept.</summary>
    private async Task<bool> ReadLengthAsync(long length, CancellationToken cancellation)
    {
        while (length > 0)
        {
            if (_bytes >= most) return false;
            var part = await input.TakeAsync(length, cancellation).ConfigureAwait(false);
            Take(part.Span);
            length -= part.Length;
        }
        return true;
    }

    private async Task<ReadBody> ReadChunksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var size = (await input.LineAsync(cancellation).ConfigureAwait(false)).Split(';')[0].Trim();
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0) throw new HttpTroubleException(HttpTrouble.NotHttp, "chunk " + OtherSideText.Show(size, 40));
            if (length == 0) break;
            if (!await ReadLengthAsync(length, cancellation).ConfigureAwait(false)) return Read(false);
            await input.LineAsync(cancellation).ConfigureAwait(false);
        }
        for (var trailers = 0; (await input.LineAsync(cancellation).ConfigureAwait(false)).Length > 0;)
            if (++trailers > 100) throw new HttpTroubleException(HttpTrouble.TooLarge);
        return Read(true);
    }

    private async Task<ReadBody> ReadToEndAsync(CancellationToken cancellation)
    {
        try
        {
            while (_bytes < most) Take((await input.TakeAsync(int.MaxValue, cancellation).ConfigureAwait(false)).Span);
            return new ReadBody(_kept.WrittenSpan.ToArray(), true, false, _bytes);
        }
        catch (IOException)
        {
            // The end of the connection is the end of the body; without TLS's goodbye it cannot be told from a cut.
            return new ReadBody(_kept.WrittenSpan.ToArray(), _bytes > _kept.WrittenCount, false, _bytes);
        }
    }
}
