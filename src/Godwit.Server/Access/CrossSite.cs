using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Access;

/// <summary>
/// Tells requests that another site's page has a browser make: a browser sends a Basic sign-in along with them, and a change without a body needs no more than a link or a form there. Programs that are no
/// browsers send neither header.
/// </summary>
internal static class CrossSite
{
    /// <summary>True for a change that a page of another origin asks for (Fetch Metadata, and RFC 6454 section 7 for browsers without it).</summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && !origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What such a request is told.</summary>
    public static FaultException Refusal() => MoveFaults.Refuse(MoveFaults.NotAllowed, "A page of another site asked for this; changes are taken from this service's own pages and from programs.");
}
