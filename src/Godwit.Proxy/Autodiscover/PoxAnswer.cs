using System.Globalization;
using System.Xml.Linq;

namespace Godwit.Proxy.Autodiscover;

/// <summary>The answers of the oldest form of Autodiscover, "plain old XML".</summary>
internal static class PoxAnswer
{
    /// <summary>The request is not one.</summary>
    public const int InvalidRequest = 600;
    /// <summary>Nobody has the mailbox.</summary>
    public const int NoSuchAddress = 500;

    private static readonly XNamespace Outer = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    private static readonly XNamespace Inner = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    /// <summary>The settings of a mailbox: block EXCH for inside, EXPR for outside; an address that is not set is left out.</summary>
    public static XDocument Settings(DiscoveredUrls urls) => Wrap(new XElement(Inner + "Response",
        new XElement(Inner + "User", new XElement(Inner + "AutoDiscoverSMTPAddress", urls.Address.Text)),
        new XElement(Inner + "Account",
            new XElement(Inner + "AccountType", "email"),
            new XElement(Inner + "Action", "settings"),
            Protocol("EXCH", urls.Server, urls.Internal),
            Protocol("EXPR", urls.External?.Host ?? urls.Server, urls.External))));

    /// <summary>An error; it travels in an answer with status 200, as clients expect.</summary>
    public static XDocument Error(int code, string told, DateTimeOffset now) => Wrap(new XElement(Outer + "Response",
        new XElement(Outer + "Error",
            new XAttribute("Time", now.UtcDateTime.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)), new XAttribute("Id", "0"),
            new XElement(Outer + "ErrorCode", code), new XElement(Outer + "Message", told), new XElement(Outer + "DebugData"))));

    private static XElement Protocol(string type, string server, Uri? url) => new(Inner + "Protocol",
        new XElement(Inner + "Type", type),
        new XElement(Inner + "Server", server),
        url is null ? null : new XElement(Inner + "SSL", "On"),
        url is null ? null : new XElement(Inner + "EwsUrl", url.AbsoluteUri),
        url is null ? null : new XElement(Inner + "ASUrl", url.AbsoluteUri));

    private static XDocument Wrap(XElement response) => new(new XElement(Outer + "Autodiscover", response));
}
