using System.IO.Compression;
using System.Text;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

public sealed class OtherLayoutTests
{
    private const string SchemaA =
        "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,,TargetServerVersion,RoutingHint";

    [Fact]
    public void The_access_log_of_the_migration_service_is_told_by_its_software()
    {
        var (request, console) = (Guid.NewGuid(), Guid.NewGuid());

        var entry = LogText.One(LogText.ServiceDirectives + LogText.Service("10:00:01", request.ToString(), console.ToString(), status: 409));

        Assert.Equal((LogKind.Service, request, console, "node1", "carla", 409, "10.0.0.9", 12L), (entry.Kind, entry.RequestId, entry.ClientRequestId, entry.Server, entry.User, entry.Status, entry.Client.ToString(), entry.TakenMs));
        Assert.Equal(new DateTime(2026, 11, 20, 10, 0, 1), LogText.Utc(entry));
        Assert.Equal(1, LogText.Tally(LogText.ServiceDirectives + "2026-11-20 10:00:01 torn\r\n").NotUnderstood);
        Assert.Equal(Guid.Empty, LogText.One(LogText.ServiceDirectives + LogText.Service("10:00:01", request.ToString(), "my-console")).ClientRequestId);
    }

    [Fact]
    public void An_old_front_end_log_is_read_by_its_names()
    {
        var entry = LogText.One($"#Software: Microsoft Exchange Server\r\n#Version: 15.00.0516.032\r\n#Log-type: HttpProxy Logs\r\n#Date: 2026-11-20T10:00:00.000Z\r\n#Fields: {SchemaA}\r\n2026-11-20T10:00:02.500Z,0b6d0c51-0000-4000-8000-000000000003,15,0,516,32,,Ews,/EWS/mrsproxy.svc,,Negotiate,True,LAB\\mig,,,\"agent, with comma\",40.96.10.7,EX1,503,503,,POST,Proxy,EX2,,14.3,x\r\n");

        Assert.Equal((LogKind.HttpProxy, "EX1", "EX2", "14.3", 503, 503), (entry.Kind, entry.Server, entry.Target, entry.TargetVersion, entry.Status, entry.TargetStatus));
        Assert.Equal(("LAB\\mig", "agent, with comma", Guid.Parse("0b6d0c51-0000-4000-8000-000000000003")), (entry.User, entry.Agent, entry.RequestId));
        Assert.Equal(new DateTime(2026, 11, 20, 10, 0, 2, 500), LogText.Utc(entry));
    }

    [Fact]
    public void A_bare_header_row_does_as_well_and_rows_that_repeat_it_are_no_requests()
    {
        var tally = LogText.Tally($"{SchemaA}\n#Software: x\n#Fields: {SchemaA}\n{SchemaA}\n2026-11-20T10:00:02Z,,,,,,,Ews,/owa/,,,,,,,,1.2.3.4,EX1,200\nrubbish,x\n");

        Assert.Equal((0L, 1L, 4L, 1L), (tally.Entries, tally.Others, tally.Directives, tally.NotUnderstood));
    }

    [Theory]
    [InlineData("#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\n2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 503 1 AppOffline MSExchangeServicesAppPool")]
    [InlineData("#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid streamid_ex sc-status s-siteid s-reason s-queuename transport fault-code extended-fault-code\n2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 0 0 503 1 AppOffline MSExchangeServicesAppPool TCP - -")]
    [InlineData("2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc - 503 1 AppOffline MSExchangeServicesAppPool")]
    [InlineData("2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 0 0 503 1 AppOffline MSExchangeServicesAppPool TCP - -")]
    [InlineData("#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\n2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc - 503 1 AppOffline MSExchangeServicesAppPool")]
    public void The_error_log_is_read_in_all_its_layouts(string text)
    {
        var entry = LogText.One(text + "\n");

        Assert.Equal((LogKind.HttpErr, "AppOffline", "MSExchangeServicesAppPool", 503), (entry.Kind, entry.Reason, entry.Queue, entry.Status));
        Assert.Equal(("40.96.10.7", "10.0.0.11", 443, PathKind.MrsProxy), (entry.Client.ToString(), entry.Server, entry.Port, entry.Path));
    }

    [Fact]
    public void A_connection_that_sent_nothing_is_an_entry_without_a_path()
    {
        var entry = LogText.One("2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 - - - - - Timer_ConnectionIdle -\n");

        Assert.Equal(("Timer_ConnectionIdle", PathKind.Other, 0), (entry.Reason, entry.Path, entry.Status));
    }

    [Theory]
    [InlineData("Nov 20 10:00:01 lb haproxy[12]: 40.96.10.7:51234 [20/Nov/2026:10:00:01.123] fe_ex~ be_ex/ex1 0/0/1/12/13 503 212 - - SC-- 1/1/0/0/0 0/0 \"POST /EWS/mrsproxy.svc HTTP/1.1\"", "ex1", "SC--", 503)]
    [InlineData("<134>1 2026-11-20T10:00:01Z lb haproxy 12 - - 40.96.10.7:51234 [20/Nov/2026:10:00:01.123] fe_ex~ be_ex/<NOSRV> -1/-1/-1/-1/0 503 212 - - SC-- 1/1/0/0/0 0/0 \"POST /EWS/mrsproxy.svc HTTP/1.1\"", "<NOSRV>", "SC--", 503)]
    [InlineData("Nov 20 10:00:01 lb haproxy[12]: 40.96.10.7:51234 [20/Nov/2026:10:00:01.123] fe_tcp be_ex/ex2 1/0/5000 4242 cD 1/1/0/0/0 0/0", "ex2", "cD", 0)]
    public void Lines_of_haproxy_are_read_in_both_modes(string line, string target, string termination, int status)
    {
        var entry = LogText.One(line + "\n");

        Assert.Equal((LogKind.Balancer, target, termination, status, "be_ex"), (entry.Kind, entry.Target, entry.Reason, entry.Status, entry.Queue));
        Assert.Equal(("40.96.10.7", new DateTime(2026, 11, 20, 10, 0, 1, 123)), (entry.Client.ToString(), LogText.Utc(entry)));
    }

    [Fact]
    public void What_haproxy_says_of_a_connection_without_a_request_is_about_something_else()
    {
        var tally = LogText.Tally("<134>Nov 22 14:06:50 haproxy[16403]: 203.0.113.10:56244 [22/Nov/2026:14:06:50.401] ex/1: Connection closed during SSL handshake\n<134>Nov 22 14:06:51 haproxy[16403]: 203.0.113.10:56284 [22/Nov/2026:14:06:51.331] ex/1: SSL handshake failure\n");

        Assert.Equal((2, 0), (tally.Others, tally.NotUnderstood));
    }

    [Theory]
    [InlineData("source 3 14:22:01.123 S: open HTTP/1.1 503 X-Godwit-Reason=ConnectionLimit request-id=d26343b6-8790-4ccc-954d-936aed081d88 X-FEServer=EX1, 12 ms", 20)]
    [InlineData("anna@contoso.example target 12 23:59:59.000 S: open HTTP/1.1 503 request-id=d26343b6-8790-4ccc-954d-936aed081d88 X-FEServer=EX1", 20)]
    [InlineData("source 1 00:00:00.000 S: open HTTP/2.0 503 request-id=d26343b6-8790-4ccc-954d-936aed081d88 X-FEServer=EX1", 21)]
    public void The_wire_log_of_our_own_worker_names_the_requests_of_the_proxy(string line, int day)
    {
        var entry = LogText.One(line + "\n");

        Assert.Equal((LogKind.Worker, "d26343b6-8790-4ccc-954d-936aed081d88", "EX1", 503, day), (entry.Kind, entry.RequestId.ToString(), entry.Server, entry.Status, LogText.Utc(entry).Day));
    }

    [Theory]
    [InlineData("source 1 14:22:01.123 C: open anna@contoso.example read", 1)]
    [InlineData("source 1 14:22:01.123 S: * OK [CAPABILITY IMAP4rev1] ready", 1)]
    [InlineData("nobody 14:22:01.123 S: open HTTP/1.1 200 request-id=x", 0)]
    public void What_else_the_wire_log_holds_is_about_something_else(string line, long others) => Assert.Equal(others, LogText.Tally(line + "\n").Others);

    [Fact]
    public void An_access_log_of_nginx_is_read_with_its_zone()
    {
        var entry = LogText.One("40.96.10.7 - LAB\\x5Cmig [20/Nov/2026:12:00:01 +0200] \"POST /EWS/mrsproxy.svc HTTP/1.1\" 502 150 \"-\" \"agent \\\" 1\" upstream=10.0.0.11:443\n");

        Assert.Equal((LogKind.Balancer, 502, "10.0.0.11:443", PathKind.MrsProxy), (entry.Kind, entry.Status, entry.Target, entry.Path));
        Assert.Equal(new DateTime(2026, 11, 20, 10, 0, 1), LogText.Utc(entry));
    }

    [Fact]
    public void An_error_log_of_nginx_is_read()
    {
        var entry = LogText.One("2026/11/20 10:00:01 [error] 7#7: *1 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 40.96.10.7, server: mail.example, request: \"POST /EWS/mrsproxy.svc HTTP/1.1\", upstream: \"https://10.0.0.11:443/EWS/mrsproxy.svc\", host: \"mail.example\"\n");

        Assert.Equal(("40.96.10.7", "https://10.0.0.11:443/EWS/mrsproxy.svc", PathKind.MrsProxy), (entry.Client.ToString(), entry.Target, entry.Path));
        Assert.StartsWith("*1 upstream timed out", entry.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nov 20 10:00:01 fw kernel: [123.45] EX-DROP IN=eth0 OUT= MAC=00 SRC=40.96.10.7 DST=203.0.113.5 LEN=60 PROTO=TCP SPT=51234 DPT=443 SYN", "Refused")]
    [InlineData("2026-11-20T10:00:01.000000+00:00 fw kernel: ACCEPT IN=eth0 OUT=eth1 SRC=40.96.10.7 DST=203.0.113.5 LEN=60 PROTO=TCP SPT=51234 DPT=443 SYN", "Accepted")]
    [InlineData("Nov 20 10:00:01 fw kernel: web: IN=eth0 OUT=eth1 SRC=40.96.10.7 DST=203.0.113.5 LEN=60 PROTO=TCP SPT=51234 DPT=443 SYN", "Unknown")]
    public void Lines_of_a_packet_filter_are_read_with_what_their_prefix_says(string line, string action)
    {
        var entry = LogText.One(line + "\n");

        Assert.Equal((LogKind.Firewall, action, "40.96.10.7", "203.0.113.5"), (entry.Kind, entry.Action.ToString(), entry.Client.ToString(), entry.Server));
        Assert.Equal(new DateTime(2026, 11, 20, 10, 0, 1), LogText.Utc(entry));
    }

    [Fact]
    public void Any_table_is_read_by_a_column_map()
    {
        var entry = LogText.One("Receive Time,Type,Source address,Destination Port,Action\n2026/11/20 10:00:01,TRAFFIC,40.96.10.7,443,deny\n", "time=Receive Time,client=Source address,port=Destination Port,action=Action");

        Assert.Equal((LogKind.Firewall, FirewallAction.Refused, "40.96.10.7", 443), (entry.Kind, entry.Action, entry.Client.ToString(), entry.Port));
    }

    [Theory]
    [InlineData("client=x", "'time' is missing")]
    [InlineData("time=a,colour=b", "none of")]
    [InlineData("time", "word=column")]
    public void A_column_map_that_cannot_be_used_is_refused(string map, string told) => Assert.Contains(told, Assert.Throws<FormatException>(() => ColumnMap.Read(map)).Message, StringComparison.Ordinal);

    [Fact]
    public void Layouts_may_be_mixed_in_one_file()
    {
        var tally = LogText.Tally($"{LogText.IisFields}\n{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0)}2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 503 1 AppOffline Pool\n{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0)}Nov 20 10:00:01 fw kernel: DROP IN=eth0 OUT= SRC=40.96.10.7 DST=1.2.3.4 DPT=443\n");

        Assert.Equal((4L, 0L, 2L), (tally.Entries, tally.NotUnderstood, tally.Recovered));
        Assert.Equal(["IIS W3C", "HTTPERR", "nftables or iptables"], tally.Layouts);
    }

    [Fact]
    public void Packed_and_sixteen_bit_files_are_read_by_their_first_bytes()
    {
        var text = $"{LogText.IisFields}\n{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0)}";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray());

        foreach (var bytes in new[] { packed.ToArray(), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)], [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)] })
        {
            using var reader = new LogFileReader(LogText.File("x.log", bytes), LogText.Options());
            Assert.True(reader.MoveNext());
            Assert.Equal(200, reader.Entry.Status);
            Assert.False(reader.MoveNext());
            Assert.Equal((2L, 0L), (reader.Tally.Lines, reader.Tally.NotUnderstood));
        }
    }

    [Fact]
    public void A_packed_file_that_is_cut_is_told_with_the_line_where_it_breaks_off()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(LogText.IisFields + "\n" + string.Concat(Enumerable.Repeat(LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0), 5000))));
        var bytes = packed.ToArray();
        bytes[300_000] ^= 0xFF;
        bytes[65_600] = 7;

        using var reader = new LogFileReader(LogText.File("x.log.gz", bytes.AsSpan(0, 400_000).ToArray()), LogText.Options());
        while (reader.MoveNext()) { }

        Assert.StartsWith("cannot be read after line ", reader.Tally.BrokenOff, StringComparison.Ordinal);
    }
}
