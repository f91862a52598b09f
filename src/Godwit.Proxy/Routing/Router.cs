using Godwit.Proxy.Exchanges;

namespace Godwit.Proxy.Routing;

/// <summary>Leads a request to the server that has the active copy of its mailbox's store: to ourselves, or over to another one.</summary>
/// <param name="server">Our name.</param>
/// <param name="stores">The stores.</param>
/// <param name="map">Who has which active copy; null: we have all.</param>
/// <param name="handover">The way to the others; null with <paramref name="map"/>.</param>
/// <param name="application">What answers here.</param>
internal sealed class Router(string server, StoreTable stores, ActiveCopies? map, Handover? handover, IProxyApplication application)
{
    /// <summary>Answers a client's request.</summary>
    public Task HandleAsync(Exchange exchange, ProxyUser user, CancellationToken cancellation)
    {
        var owner = OwnerOf(exchange);
        return owner is null || handover is null || owner.IsCalled(server) ? HandleHereAsync(exchange, user, cancellation) : handover.HandleAsync(exchange, user, owner, cancellation);
    }

    /// <summary>Answers what another server handed over; it is never handed on, so that two maps that disagree cannot send it in circles.</summary>
    public Task HandleHandedOverAsync(Exchange exchange, ProxyUser user, CancellationToken cancellation) =>
        OwnerOf(exchange) is { } owner && !owner.IsCalled(server) ? Answer.RefuseAsync(exchange, Refusal.NotTheOwner) : HandleHereAsync(exchange, user, cancellation);

    private Task HandleHereAsync(Exchange exchange, ProxyUser user, CancellationToken cancellation) => application.HandleAsync(exchange.Context, user, cancellation);

    /// <summary>Null when the request is about no mailbox, or about one of a store that is not in the map: those are answered here.</summary>
    private ServerEntry? OwnerOf(Exchange exchange)
    {
        exchange.AnchorMailbox = MailAddress.Read(application.MailboxOf(exchange.Context.Request))?.Text;
        if (stores.Find(exchange.AnchorMailbox) is not var (store, _)) return null;
        exchange.Store = store.Name;
        return map?.OwnerOf(store.Name);
    }
}
