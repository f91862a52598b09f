using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Godwit.Proxy.Tests.Autodiscover;

/// <summary>Clients find the proxy by an address, in all three forms, and the external URL is what they are told whatever name they asked under.</summary>
public sealed class AutodiscoverTests : IAsyncDisposable
{
    private const string External = "https://mail.example/EWS/Exchange.asmx";
    private readonly Organisation _organisation = new();

    public AutodiscoverTests() => _organisation.Directories.Change("fe1", directory => directory with { ExternalUrl = new Uri(External), MRSProxyEnabled = false });

    [Fact]
    public async Task POX_tells_the_external_url_to_whoever_can_sign_in()
    {
        var proxy = await _organisation.StartAsync();

        using var anonymous = await PostAsync(proxy, null, "/autodiscover/autodiscover.xml", Pox("anna@mail.example"));
        using var answer = await PostAsync(proxy, "other", "/Autodiscover/Autodiscover.xml", Pox("anna@mail.example"));

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        var expr = (await XmlAsync(answer)).Descendants().Single(element => element.Name.LocalName == "Protocol" && Value(element, "Type") == "EXPR");
        Assert.Equal((External, "mail.example"), (Value(expr, "EwsUrl"), Value(expr, "Server")));
    }

    [Theory]
    [InlineData("anna@elsewhere.example", "500")]
    [InlineData("", "600")]
    public async Task POX_tells_errors_in_an_answer_of_200(string address, string code)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await PostAsync(proxy, "mig", "/autodiscover/autodiscover.xml", address.Length > 0 ? Pox(address) : "<a/>");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(code, Value((await XmlAsync(answer)).Root!, "ErrorCode"));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><EMailAddress>&x;</EMailAddress>")]
    [InlineData("not xml")]
    [InlineData("")]
    public async Task What_is_no_request_is_told_so(string body)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await PostAsync(proxy, "mig", "/autodiscover/autodiscover.xml", body);
        using var deep = await PostAsync(proxy, "mig", "/autodiscover/autodiscover.xml", string.Concat(Enumerable.Repeat("<a>", 10_000)));
        using var endless = await PostAsync(proxy, "mig", "/autodiscover/autodiscover.xml", $"<a>{new string('x', 1_000_000)}</a>");

        Assert.Equal("600", Value((await XmlAsync(answer)).Root!, "ErrorCode"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (deep.StatusCode, endless.StatusCode));
    }

    [Fact]
    public async Task SOAP_tells_what_is_asked_and_what_is_not_there()
    {
        var proxy = await _organisation.StartAsync();
        const string request = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"><s:Body>
            <a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>anna@mail.example</a:Mailbox></a:User><a:User><a:Mailbox>x@elsewhere.example</a:Mailbox></a:User></a:Users>
            <a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting><a:Setting>InternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>
            """;

        using var answer = await PostAsync(proxy, "mig", "/autodiscover/autodiscover.svc", request);

        var users = (await XmlAsync(answer)).Descendants().Where(element => element.Name.LocalName == "UserResponse").ToList();
        Assert.Equal(("ExternalEwsUrl", External), (Value(users[0].Descendants().Single(e => e.Name.LocalName == "UserSetting"), "Name"), Value(users[0], "Value")));
        Assert.Equal("InternalEwsUrl", Value(users[0], "SettingName"));
        Assert.Equal("InvalidUser", Value(users[1], "ErrorCode"));
    }

    [Theory]
    [InlineData("?Email=nobody-knows@mail.example&Protocol=EWS", 200, "Url", External)]
    [InlineData("/v1.0/anna@mail.example?Protocol=ews", 200, "Url", External)]
    [InlineData("?Email=anna@mail.example&Protocol=AutodiscoverV1", 200, "Url", "https://mail.example/autodiscover/autodiscover.xml")]
    [InlineData("?Email=anna@mail.example&Protocol=ActiveSync", 400, "ErrorCode", "InvalidProtocol")]
    [InlineData("?Email=anna@elsewhere.example&Protocol=EWS", 404, "ErrorCode", "UserNotFound")]
    public async Task JSON_needs_no_sign_in_and_gives_no_mailbox_away(string query, int status, string name, string value)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync(path: "/autodiscover/autodiscover.json" + query);

        Assert.Equal(status, (int)answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(value, json.RootElement.GetProperty(name).GetString());
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();

    private static string Pox(string address) =>
        $"<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request><EMailAddress>{address}</EMailAddress></Request></Autodiscover>";

    private static Task<HttpResponseMessage> PostAsync(RunningProxy proxy, string? user, string path, string body) =>
        proxy.AskAsync(user, path: path, method: HttpMethod.Post, change: request => request.Content = new StringContent(body, Encoding.UTF8, "text/xml"));

    private static async Task<XDocument> XmlAsync(HttpResponseMessage answer) => XDocument.Parse(await answer.Content.ReadAsStringAsync());

    private static string? Value(XContainer element, string name) => element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
