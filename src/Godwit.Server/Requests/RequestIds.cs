using Godwit.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Requests;

/// <summary>What one request is called: by us, and by whoever sent it.</summary>
/// <param name="Own">Our name of it; on each answer, in the access log, the audit and the report of a move that it set going.</param>
/// <param name="Client">The client's name of it; null where it gave none that counts.</param>
internal sealed record RequestIds(Guid Own, string? Client)
{
    private static readonly object Key = new();

    /// <summary>Names a request, and has its answer say so.</summary>
    public static RequestIds Give(HttpContext context)
    {
        var ids = new RequestIds(Guid.NewGuid(), Counting(context.Request.Headers[ApiRoutes.ClientRequestIdHeader]));
        context.Items[Key] = ids;
        context.Response.Headers[ApiRoutes.RequestIdHeader] = ids.Own.ToString("D");
        if (ids.Client is { } named) context.Response.Headers[ApiRoutes.ClientRequestIdHeader] = named;
        return ids;
    }

    /// <summary>The names of a request; only behind <see cref="Give"/>.</summary>
    public static RequestIds Of(HttpContext context) => (RequestIds)context.Items[Key]!;

    // The audit keeps it for ever: a token of ours is no name.
    private static string? Counting(string? given) => ClientRequestId.Known(given) is { } named && !named.Contains(ServiceAccess.TokenMark, StringComparison.Ordinal) ? named : null;
}
