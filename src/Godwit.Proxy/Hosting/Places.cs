using Godwit.Proxy.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Hosting;

/// <summary>What answers at a path.</summary>
internal interface IPlace
{
    /// <summary>Answers a request.</summary>
    Task HandleAsync(Exchange exchange, CancellationToken cancellation);
}

/// <summary>All paths that are served. They are matched without case, as the field does, and by whole segments.</summary>
/// <param name="path">The published path.</param>
/// <param name="published">What answers there.</param>
/// <param name="handedOver">What answers what other servers hand over.</param>
/// <param name="others">What answers at other paths, written in capitals: exactly there, or anywhere below where the path ends in a slash.</param>
internal sealed class Places(PathString path, IPlace published, IPlace handedOver, IReadOnlyDictionary<string, IPlace> others)
{
    private static readonly NothingPlace Nothing = new();

    /// <summary>What answers other servers of ours.</summary>
    public IPlace HandedOver { get; } = handedOver;

    /// <summary>What answers a request; one for the published path or below has its base path set.</summary>
    public IPlace Of(Exchange exchange)
    {
        if (TakeBase(exchange.Context.Request, path)) return published;
        var asked = exchange.Context.Request.Path.Value?.ToUpperInvariant() ?? "";
        return others.GetValueOrDefault(asked) ?? others.FirstOrDefault(other => other.Key[^1] == '/' && asked.StartsWith(other.Key, StringComparison.Ordinal)).Value ?? Nothing;
    }

    /// <summary>Moves the published path from path to base path; false when the request is for something else.</summary>
    public static bool TakeBase(HttpRequest request, PathString path)
    {
        if (!request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase, out var matched, out var rest)) return false;
        (request.PathBase, request.Path) = (request.PathBase.Add(matched), rest);
        return true;
    }

    private sealed class NothingPlace : IPlace
    {
        public Task HandleAsync(Exchange exchange, CancellationToken cancellation) => Answer.RefuseAsync(exchange, Refusal.NotFound);
    }
}

/// <summary>Tells balancers that the service runs. It says nothing else, so anybody may ask.</summary>
internal sealed class HealthPlace : IPlace
{
    public Task HandleAsync(Exchange exchange, CancellationToken cancellation) => Answer.WriteAsync(exchange.Context, StatusCodes.Status200OK, null, "ok");
}
