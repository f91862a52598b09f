using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy;

/// <summary>
/// What lies behind the published path: it hands mailboxes out. It is asked only after transport, address, credentials, role group and limits have been checked, and
/// only on the server that has the active copy of the store.
/// </summary>
public interface IProxyApplication
{
    /// <summary>
    /// The address of the mailbox that a request is about, told from its path, query and headers alone (the body is not read: it may have to go on to another server); null when it is
    /// about none.
    /// </summary>
    string? MailboxOf(HttpRequest request);

    /// <summary>
    /// Answers one request. <see cref="HttpRequest.PathBase"/> is the published path, <see cref="HttpRequest.Path"/> what follows it (empty, or from a slash on). Headers that every answer
    /// carries are set already. A failure after the first byte of the answer must abort the connection: a short answer must not look whole.
    /// </summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="cancellation">Strikes when the client has gone or the service ends.</param>
    Task HandleAsync(HttpContext context, ProxyUser user, CancellationToken cancellation);
}
