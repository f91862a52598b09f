using Godwit.Diagnostics.Addresses;
using Godwit.Diagnostics.Examination;

namespace Godwit.Diagnostics.Tests.Examination;

public sealed class AllowListTests
{
    private const string Published = """
        [{"id":1,"serviceArea":"Exchange","ips":["40.96.0.0/13","52.96.0.0/14","2603:1006::/40"],"tcpPorts":"80,443"},
         {"id":9,"serviceArea":"Exchange","ips":["192.0.2.0/24"],"tcpPorts":"25"},
         {"id":11,"serviceArea":"Skype","ips":["198.51.100.0/24"],"tcpPorts":"443"}]
        """;

    [Fact]
    public void A_list_that_has_every_range_is_in_order() => Assert.Null(AllowList.Compare("permit tcp 40.96.0.0/13 any eq 443\npermit 52.96.0.0/14", Published));

    [Fact]
    public void Ranges_that_are_cut_in_parts_cover_the_whole() => Assert.Null(AllowList.Compare("40.96.0.0/14, 40.100.0.0/14; 52.0.0.0/8", Published));

    [Fact]
    public void A_missing_range_is_named()
    {
        var finding = AllowList.Compare("40.96.0.0/13\n52.96.0.0/15", Published)!;

        Assert.Equal("GW5140", finding.Code);
        Assert.Contains(finding.Evidence, line => line.Text == "52.96.0.0/14");
        Assert.DoesNotContain(finding.Evidence, line => line.Text.StartsWith("40.", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_mail_over_https_counts_and_IPv6_only_where_the_firewall_has_it()
    {
        Assert.Null(AllowList.Compare("40.96.0.0/13 52.96.0.0/14", Published));
        var finding = AllowList.Compare("40.96.0.0/13 52.96.0.0/14 2001:db8::/32", Published)!;
        Assert.Contains(finding.Evidence, line => line.Text == "2603:1006::/40");
    }

    [Fact]
    public void An_address_inside_a_range_stands_for_the_range() => Assert.Null(AllowList.Compare("40.96.3.7/13\n52.97.0.1/14", Published));

    [Theory]
    [InlineData("permit tcp 40.96.0.0 255.248.0.0 any eq 443\npermit tcp 52.96.0.0 255.252.0.0 any eq 443")]
    [InlineData("permit tcp 40.96.0.0 0.7.255.255 any eq 443\npermit tcp 52.96.0.0 0.3.255.255 any eq 443")]
    [InlineData("40.96.0.0/255.248.0.0, 52.96.0.0/255.252.0.0")]
    [InlineData("40.96.0.0-40.103.255.255; 52.96.0.0 - 52.99.255.255")]
    [InlineData("access-list outside permit tcp 0.0.0.0 0.0.0.0 host mail eq 443")]
    public void Netmasks_wildcards_and_spans_are_ranges_too(string allowed) => Assert.Null(AllowList.Compare(allowed, Published));

    [Theory]
    [InlineData("40.96.0.0\n255.248.0.0\n52.96.0.0/14")]
    [InlineData("40.96.0.0 255.0.255.0 52.96.0.0/14")]
    [InlineData("40.103.0.0-40.96.0.0 52.96.0.0/14")]
    public void Addresses_that_mean_no_range_together_stay_apart(string allowed) => Assert.Contains(AllowList.Compare(allowed, Published)!.Evidence, line => line.Text == "40.96.0.0/13");

    [Theory]
    [InlineData("no ranges here, only 10:30 o'clock", Published)]
    [InlineData("40.96.0.0/13", "{}")]
    [InlineData("40.96.0.0/13", "[]")]
    [InlineData("40.96.0.0/13", "<html>")]
    public void What_cannot_be_read_is_said(string allowed, string published) => Assert.Throws<FormatException>(() => AllowList.Compare(allowed, published));

    [Fact]
    public void The_snapshot_can_be_read() => Assert.Equal(12, AllowList.Compare("192.0.2.0/24", PublishedRanges.Snapshot)!.Evidence.Count);
}
