using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Mailboxes;

/// <summary>Answers <c>GET /sample?bytes=N</c>: so many bytes that no device can make smaller, to see how fast this way is. About no mailbox; for whoever has signed in.</summary>
internal static class ThroughputSample
{
    /// <summary>The most bytes of one sample.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int Piece = 64 * 1024;
    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(Piece);

    /// <summary>True when a sample is asked for.</summary>
    public static bool IsAsked(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path.Value is { } path && path.Equals("/sample", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many bytes are asked for; null when that cannot be read or is more than <see cref="MaxBytes"/>.</summary>
    public static int? Length(HttpRequest request) =>
        int.TryParse(request.Query["bytes"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and <= MaxBytes ? bytes : null;

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(HttpResponse response, int bytes, CancellationToken cancellation)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/octet-stream";
        response.ContentLength = bytes;
        response.Headers.CacheControl = "no-store, no-transform";
        for (var left = bytes; left > 0; left -= Piece) await response.Body.WriteAsync(Noise.AsMemory(0, Math.Min(Piece, left)), cancellation).ConfigureAwait(false);
    }
}
