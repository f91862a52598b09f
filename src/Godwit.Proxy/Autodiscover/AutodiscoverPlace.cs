using System.Text;
using System.Xml.Linq;
using Godwit.Proxy.Authentication;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Hosting;
using Godwit.Proxy.VirtualDirectory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Autodiscover;

/// <summary>Answers Autodiscover in XML: everybody who can sign in may ask; the role group is not needed.</summary>
/// <param name="server">Our name.</param>
/// <param name="directories">Where the addresses are set.</param>
/// <param name="gate">Asks who it is.</param>
/// <param name="stores">Whose mailboxes are told about.</param>
/// <param name="answer">Makes the answer from the request (null: it could not be read) and a way to look addresses up.</param>
internal sealed class AutodiscoverPlace(
    string server, VirtualDirectories directories, AuthenticationGate gate, StoreTable stores, Func<XDocument?, Func<string, DiscoveredUrls?>, XDocument> answer) : IPlace
{
    public async Task HandleAsync(Exchange exchange, CancellationToken cancellation)
    {
        exchange.Protocol = "Autodiscover";
        var directory = directories.Of(server);
        if (await gate.AuthenticateAsync(exchange, directory, cancellation).ConfigureAwait(false) is null) return;
        var request = HttpMethods.IsPost(exchange.Method) ? await BoundedXml.ReadAsync(exchange.Context.Request.Body, cancellation).ConfigureAwait(false) : null;
        await WriteAsync(exchange.Context.Response, answer(request, address => DiscoveredUrls.Find(address, stores, directory)), cancellation).ConfigureAwait(false);
    }

    /// <summary>The POX form.</summary>
    public static XDocument Pox(XDocument? request, Func<string, DiscoveredUrls?> find, TimeProvider clock)
    {
        if (request?.Texts("EMailAddress").FirstOrDefault() is not { } address) return PoxAnswer.Error(PoxAnswer.InvalidRequest, "Invalid request", clock.GetUtcNow());
        return find(address) is { } urls ? PoxAnswer.Settings(urls) : PoxAnswer.Error(PoxAnswer.NoSuchAddress, "The email address can't be found.", clock.GetUtcNow());
    }

    /// <summary>The SOAP form.</summary>
    public static XDocument Soap(XDocument? request, Func<string, DiscoveredUrls?> find) => request is null ? SoapAnswer.Invalid() : SoapAnswer.Answer(request, find);

    private static Task WriteAsync(HttpResponse response, XDocument document, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document.ToString(SaveOptions.DisableFormatting));
        (response.StatusCode, response.ContentType, response.ContentLength) = (StatusCodes.Status200OK, "text/xml; charset=utf-8", body.Length);
        return response.Body.WriteAsync(body, cancellation).AsTask();
    }
}
