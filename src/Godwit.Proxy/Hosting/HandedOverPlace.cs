using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Routing;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Hosting;

/// <summary>What another server of ours hands over: it has checked everything, and says for whom it asks.</summary>
internal sealed class HandedOverPlace(PathString path, Router router) : IPlace
{
    public Task HandleAsync(Exchange exchange, CancellationToken cancellation)
    {
        exchange.IsFrontEnd = false;
        var request = exchange.Context.Request;
        if (!Places.TakeBase(request, path)) return Answer.RefuseAsync(exchange, Refusal.NotFound);
        if (HandedOverUser.Read(request.Headers[HandedOverUser.Header]) is not { } user) return Answer.RefuseAsync(exchange, Refusal.BadRequest("The server that hands over did not say for whom."));
        (exchange.UserName, exchange.Scheme) = (user.Name, user.Scheme);
        return router.HandleHandedOverAsync(exchange, user, cancellation);
    }
}
