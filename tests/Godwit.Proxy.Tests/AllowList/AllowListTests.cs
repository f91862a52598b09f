using System.Net;
using Godwit.Mail;
using Godwit.Proxy.AllowList;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Tests.AllowList;

public sealed class AllowListTests : IDisposable
{
    private const string Published = """
        [{"id":1,"serviceArea":"Exchange","urls":["outlook.office.com"],"ips":["13.107.6.152/31","2603:1006::/40"],"tcpPorts":"443"},
         {"id":2,"serviceArea":"SharePoint","ips":["52.104.0.0/14"]},{"id":3,"serviceArea":"Exchange","urls":["x"]}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-allow-").FullName;
    private readonly List<Fault> _told = [];

    private string Cache => Path.Combine(_folder, "feed.json");

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.77/24", "192.0.2.1", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void A_range_holds_what_it_says(string text, string address, bool inside)
    {
        Assert.True(AddressRange.TryRead(text, out var range));
        Assert.Equal(inside, range.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("192.0.2.0/33"), InlineData("192.0.2.0/-1"), InlineData("x/8"), InlineData("192.0.2.0/"), InlineData("")]
    public void What_is_no_range_is_not_read(string text) => Assert.False(AddressRange.TryRead(text, out _));

    [Fact]
    public void The_published_list_gives_the_ranges_of_its_mail_service_only() =>
        Assert.Equal(["13.107.6.152/31", "2603:1006::/40"], RangeList.Read(Published).Ranges.Select(range => range.ToString()));

    [Fact]
    public async Task The_feed_is_kept_and_in_force_at_once()
    {
        var settings = new AllowListSettings([], null, new Uri("https://feed.example/"), Cache, TimeSpan.FromHours(1));
        var allowed = new AllowedAddresses(settings, _told.Add);
        Assert.False(allowed.Allows(IPAddress.Parse("13.107.6.153")));

        await AskAsync(settings, Published);

        Assert.True(allowed.Allows(IPAddress.Parse("13.107.6.153")));
        Assert.Empty(_told);
    }

    [Theory]
    [InlineData("[]"), InlineData("<html>"), InlineData("[{\"serviceArea\":\"Exchange\",\"ips\":[\"x\"]}]"), InlineData("")]
    public async Task A_feed_that_says_nothing_leaves_the_last_list_in_force(string said)
    {
        await File.WriteAllTextAsync(Cache, Published);
        var settings = new AllowListSettings([], null, new Uri("https://feed.example/"), Cache, TimeSpan.FromHours(1));

        await AskAsync(settings, said);

        Assert.Equal(Published, await File.ReadAllTextAsync(Cache));
        Assert.All(_told, fault => Assert.Equal("GW2108", fault.Code));
        Assert.NotEmpty(_told);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task AskAsync(AllowListSettings settings, string said)
    {
        using var way = new SayingHandler(said);
        await using var feed = new AllowListFeed(settings, way, _told.Add, TimeProvider.System);
        await way.Asked.Task;
        await feed.AskAsync(default);
    }

    private sealed class SayingHandler(string said) : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(said) });
        }
    }
}
