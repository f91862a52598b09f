using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Host.Commands;

/// <summary>An application that closes its mailboxes when it ends.</summary>
internal sealed class OwningApplication(IProxyApplication application, IDisposable mailboxes) : IProxyApplication, IDisposable
{
    public string? MailboxOf(HttpRequest request) => application.MailboxOf(request);

    public Task HandleAsync(HttpContext context, ProxyUser user, CancellationToken cancellation) => application.HandleAsync(context, user, cancellation);

    public void Dispose() => mailboxes.Dispose();
}
