using System.Text.Json;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Hosting;
using Godwit.Proxy.VirtualDirectory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Autodiscover;

/// <summary>
/// Answers the JSON form of Autodiscover: <c>?Email=user@domain&amp;Protocol=EWS</c>. Nobody signs in for it, so it tells the same for every address of a domain of ours and gives away no mailbox.
/// </summary>
internal sealed class AutodiscoverJsonPlace(string server, VirtualDirectories directories, StoreTable stores) : IPlace
{
    private const string VersionedPrefix = "/AUTODISCOVER/AUTODISCOVER.JSON/V1.0/";

    public Task HandleAsync(Exchange exchange, CancellationToken cancellation)
    {
        exchange.Protocol = "Autodiscover";
        var request = exchange.Context.Request;
        var address = MailAddress.Read(request.Query["Email"].FirstOrDefault() ?? AddressInPath(request.Path.Value ?? ""));
        var protocol = request.Query["Protocol"].FirstOrDefault() ?? "";
        if (address is null || !IsOurs(address)) return ErrorAsync(exchange, StatusCodes.Status404NotFound, "UserNotFound", "The address is not of a domain that is served here.");
        return UrlOf(protocol, directories.Of(server), request.Host) is var (name, url)
            ? WriteAsync(exchange, StatusCodes.Status200OK, new Dictionary<string, string> { ["Protocol"] = name, ["Url"] = url })
            : ErrorAsync(exchange, StatusCodes.Status400BadRequest, "InvalidProtocol", "The protocol is not served here; served: EWS, AutodiscoverV1.");
    }

    private static string? AddressInPath(string path) => path.StartsWith(VersionedPrefix, StringComparison.OrdinalIgnoreCase) ? path[VersionedPrefix.Length..] : null;

    private bool IsOurs(MailAddress address) => stores.Stores.Any(store =>
        store.Mailboxes.Domains.Contains(address.Domain, StringComparer.OrdinalIgnoreCase) || store.Mailboxes.Listed.Keys.Any(listed => listed.EndsWith("@" + address.Domain, StringComparison.Ordinal)));

    private static (string Protocol, string Url)? UrlOf(string protocol, WebServicesVirtualDirectory directory, HostString host) => protocol.ToUpperInvariant() switch
    {
        "EWS" when directory.ExternalUrl is { } url => ("EWS", url.AbsoluteUri),
        "AUTODISCOVERV1" => ("AutodiscoverV1", $"https://{directory.ExternalUrl?.Authority ?? host.Value}/autodiscover/autodiscover.xml"),
        _ => null,
    };

    private static Task ErrorAsync(Exchange exchange, int status, string code, string told) =>
        WriteAsync(exchange, status, new Dictionary<string, string> { ["ErrorCode"] = code, ["ErrorMessage"] = told });

    private static Task WriteAsync(Exchange exchange, int status, Dictionary<string, string> answer) =>
        Answer.WriteAsync(exchange.Context, status, null, JsonSerializer.Serialize(answer), "application/json; charset=utf-8");
}
