using System.Text;
using System.Xml.Linq;

namespace Godwit.Network.Autodiscover;

/// <summary>The oldest form: a POST of XML, answered by blocks for inside (EXCH) and outside (EXPR).</summary>
internal static class PoxDialect
{
    public const string Path = "/autodiscover/autodiscover.xml";
    private static readonly string[] AddressNames = ["EwsUrl", "ASUrl"];
    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

    public static byte[] Question(string address) => Encoding.UTF8.GetBytes(new XElement(Request + "Autodiscover", new XElement(Request + "Request",
        new XElement(Request + "EMailAddress", address),
        new XElement(Request + "AcceptableResponseSchema", "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"))).ToString());

    /// <summary>Null when it is no answer of this form.</summary>
    public static AutodiscoverAnswer? Read(ReadOnlyMemory<byte> body)
    {
        if (AutodiscoverXml.Read(body) is not { } document || !document.Named("Response").Any()) return null;
        var action = document.Text("Action")?.ToLowerInvariant();
        return new AutodiscoverAnswer(Hosts(document))
        {
            RedirectAddress = action == "redirectaddr" ? document.Text("RedirectAddr") : null,
            RedirectUrl = action == "redirecturl" ? document.Text("RedirectUrl") : null,
            ErrorCode = document.Text("ErrorCode"),
        };
    }

    // Addresses for outside first; the server's name of the inside block is often no public one, and last.
    private static List<DiscoveredHost> Hosts(XDocument document) =>
    [
        .. Blocks(document, "EXPR").SelectMany(block => Addresses(block, "EXPR", true)),
        .. Blocks(document, "EXHTTP").SelectMany(block => Addresses(block, "EXHTTP", true)),
        .. Blocks(document, "EXPR").Select(block => block.Text("Server")).OfType<string>().Select(server => new DiscoveredHost(server.ToLowerInvariant(), "EXPR Server", true)),
        .. Blocks(document, "EXCH").SelectMany(block => Addresses(block, "EXCH", false)),
    ];

    private static IEnumerable<DiscoveredHost> Addresses(XElement block, string type, bool isExternal) =>
        AddressNames.Select(name => AutodiscoverAnswer.HostOf(block.Text(name), $"{type} {name}", isExternal)).OfType<DiscoveredHost>();

    private static IEnumerable<XElement> Blocks(XDocument document, string type) =>
        document.Named("Protocol").Where(block => type.Equals((string?)block.Attribute("Type") ?? block.Text("Type"), StringComparison.OrdinalIgnoreCase));
}
