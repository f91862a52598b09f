using System.Xml.Linq;

namespace Godwit.Proxy.Autodiscover;

/// <summary>The answer of <c>GetUserSettings</c>, the SOAP form of Autodiscover.</summary>
internal static class SoapAnswer
{
    private const int MaxUsers = 100;
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Ns = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Answers a request, mailbox by mailbox and setting by setting.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">Tells what is known of an address; null: nobody has it.</param>
    public static XDocument Answer(XDocument request, Func<string, DiscoveredUrls?> find)
    {
        var settings = request.Texts("Setting").Distinct(StringComparer.Ordinal).Take(MaxUsers).ToList();
        var users = request.Texts("Mailbox").Take(MaxUsers).ToList();
        return Wrap(users.Count == 0
            ? Response("InvalidRequest", "The request names no mailbox.", null)
            : Response("NoError", "", new XElement(Ns + "UserResponses", users.Select(user => UserResponse(find(user), settings)))));
    }

    /// <summary>The request is not one.</summary>
    public static XDocument Invalid() => Wrap(Response("InvalidRequest", "The request cannot be read.", null));

    private static XElement UserResponse(DiscoveredUrls? urls, List<string> settings)
    {
        if (urls is null) return new XElement(Ns + "UserResponse", Error("InvalidUser", "The address is not known here."), new XElement(Ns + "UserSettingErrors"), new XElement(Ns + "UserSettings"));
        var known = settings.Select(name => (Name: name, Value: ValueOf(name, urls))).ToList();
        return new XElement(Ns + "UserResponse",
            Error("NoError", "No error."),
            new XElement(Ns + "UserSettingErrors", known.Where(setting => setting.Value is null).Select(setting => new XElement(Ns + "UserSettingError",
                Error("SettingIsNotAvailable", "The setting is not available."), new XElement(Ns + "SettingName", setting.Name)))),
            new XElement(Ns + "UserSettings", known.Where(setting => setting.Value is not null).Select(setting => new XElement(Ns + "UserSetting",
                new XAttribute(Instance + "type", "StringSetting"), new XElement(Ns + "Name", setting.Name), new XElement(Ns + "Value", setting.Value)))));
    }

    private static string? ValueOf(string setting, DiscoveredUrls urls) => setting switch
    {
        "ExternalEwsUrl" => urls.External?.AbsoluteUri,
        "InternalEwsUrl" => urls.Internal?.AbsoluteUri,
        "ExternalMailboxServer" => urls.External?.Host,
        "InternalMailboxServer" => urls.Server,
        "AutoDiscoverSMTPAddress" => urls.Address.Text,
        _ => null,
    };

    private static XElement Response(string code, string told, XElement? users) =>
        new(Ns + "GetUserSettingsResponseMessage", new XElement(Ns + "Response", Error(code, told), users));

    private static object[] Error(string code, string told) => [new XElement(Ns + "ErrorCode", code), new XElement(Ns + "ErrorMessage", told)];

    private static XDocument Wrap(XElement message) => new(new XElement(Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Soap.NamespaceName), new XAttribute(XNamespace.Xmlns + "i", Instance.NamespaceName), new XElement(Soap + "Body", message)));
}
