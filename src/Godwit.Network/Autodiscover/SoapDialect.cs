using System.Text;
using System.Xml.Linq;

namespace Godwit.Network.Autodiscover;

/// <summary>The SOAP form, <c>GetUserSettings</c>; an error may stand at three levels.</summary>
internal static class SoapDialect
{
    public const string Path = "/autodiscover/autodiscover.svc";
    private const string NoError = "NoError";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Body = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static readonly string[] Wanted = ["ExternalEwsUrl", "ExternalMailboxServer", "InternalEwsUrl"];

    public static byte[] Question(string address, Uri to) => Encoding.UTF8.GetBytes(new XElement(Soap + "Envelope",
        new XElement(Soap + "Header",
            new XElement(Body + "RequestedServerVersion", "Exchange2013"),
            new XElement(Addressing + "Action", Body.NamespaceName + "/Autodiscover/GetUserSettings"),
            new XElement(Addressing + "To", to.AbsoluteUri)),
        new XElement(Soap + "Body", new XElement(Body + "GetUserSettingsRequestMessage", new XElement(Body + "Request",
            new XElement(Body + "Users", new XElement(Body + "User", new XElement(Body + "Mailbox", address))),
            new XElement(Body + "RequestedSettings", Wanted.Select(name => new XElement(Body + "Setting", name))))))).ToString());

    /// <summary>Null when it is no answer of this form.</summary>
    public static AutodiscoverAnswer? Read(ReadOnlyMemory<byte> body)
    {
        if (AutodiscoverXml.Read(body) is not { } document || !document.Named("Envelope").Any()) return null;
        var error = document.Named("ErrorCode").Select(element => element.Value.Trim()).FirstOrDefault(code => code.Length > 0 && code != NoError);
        var target = document.Text("RedirectTarget");
        return new AutodiscoverAnswer(Hosts(document))
        {
            RedirectAddress = error == "RedirectAddress" ? target : null,
            RedirectUrl = error == "RedirectUrl" ? target : null,
            ErrorCode = error is "RedirectAddress" or "RedirectUrl" ? null : error ?? (document.Named("Fault").Any() ? "Fault" : null),
        };
    }

    private static List<DiscoveredHost> Hosts(XDocument document) => [.. Wanted.Select(name => HostOf(document, name)).OfType<DiscoveredHost>()];

    private static DiscoveredHost? HostOf(XDocument document, string name)
    {
        var value = document.Named("UserSetting").FirstOrDefault(setting => setting.Text("Name") == name)?.Text("Value");
        if (value is not null && name == "ExternalMailboxServer" && Uri.CheckHostName(value) != UriHostNameType.Unknown) return new DiscoveredHost(value.ToLowerInvariant(), name, true);
        return AutodiscoverAnswer.HostOf(value, name, name.StartsWith("External", StringComparison.Ordinal));
    }
}
