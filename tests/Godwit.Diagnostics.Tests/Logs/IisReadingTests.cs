using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

public sealed class IisReadingTests
{
    private const string Id = "0b6d0c51-0000-4000-8000-000000000003";

    [Fact]
    public void A_line_of_the_default_fields_is_read()
    {
        var entry = LogText.One($"{LogText.IisFields}\n2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc &CorrelationID=<empty>;&ClientId=SR0WSDR7B0IXI4TCOLJG&cafeReqId={Id}; 443 LAB\\mig 40.96.10.7 - - 200 0 0 187\n");

        Assert.Equal((LogKind.WebServer, PathKind.MrsProxy, "10.0.0.11", "POST", 443), (entry.Kind, entry.Path, entry.Server, entry.Method, entry.Port));
        Assert.Equal(("LAB\\mig", "40.96.10.7", 200, 0, 0L, 187L), (entry.User, entry.Client.ToString(), entry.Status, entry.SubStatus, entry.Win32, entry.TakenMs));
        Assert.Equal((Guid.Parse(Id), "SR0WSDR7B0IXI4TCOLJG"), (entry.RequestId, entry.Session));
        Assert.Equal(new DateTime(2026, 11, 20, 10, 0, 2, DateTimeKind.Utc), LogText.Utc(entry));
        Assert.Equal(MissingFields.None, entry.Missing);
    }

    [Fact]
    public void Fields_are_taken_in_the_order_that_the_directive_gives_with_what_it_adds()
    {
        var entry = LogText.One("#Fields: sc-status time-taken c-ip date time cs-uri-stem s-computername sc-substatus sc-win32-status X-Forwarded-For s-port \n401 9 10.0.0.2 2026-11-20 10:00:01 /ews/MRSProxy.svc EX1 1 2148074254 40.96.10.7,+10.1.1.1 443\n");

        Assert.Equal(("EX1", 401, 1, Win32Codes.NoCredentials, 9L), (entry.Server, entry.Status, entry.SubStatus, entry.Win32, entry.TakenMs));
        Assert.Equal(("10.0.0.2", "40.96.10.7"), (entry.Client.ToString(), entry.Caller.ToString()));
    }

    [Fact]
    public void Fields_that_change_in_mid_file_hold_from_there_on()
    {
        using var reader = LogText.Reader($"#Software: IIS\n{LogText.IisFields}\n{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0)}#Date: 2026-11-20 11:00:00\n#Fields: date time cs-uri-stem sc-status\n2026-11-20 11:00:01 /EWS/mrsproxy.svc 503\n");

        Assert.True(reader.MoveNext());
        Assert.Equal(200, reader.Entry.Status);
        Assert.True(reader.MoveNext());
        Assert.Equal((503, MissingFields.Server | MissingFields.Client), (reader.Entry.Status, reader.Entry.Missing));
    }

    [Fact]
    public void A_log_without_dates_takes_them_from_its_directive_and_rolls_over_at_midnight()
    {
        using var reader = LogText.Reader("#Date: 2026-11-20 23:59:00\n#Fields: time cs-uri-stem sc-status\n23:59:58 /EWS/mrsproxy.svc 200\n00:00:03 /EWS/mrsproxy.svc 200\n");

        reader.MoveNext();
        Assert.Equal(new DateTime(2026, 11, 20, 23, 59, 58), LogText.Utc(reader.Entry));
        reader.MoveNext();
        Assert.Equal(new DateTime(2026, 11, 21, 0, 0, 3), LogText.Utc(reader.Entry));
    }

    [Theory]
    [InlineData("2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc - 443  LAB\\mig 40.96.10.7 - - 200 0 0 187", "LAB\\mig", "40.96.10.7", 200)]
    [InlineData("2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc - 443 - 40.96.10.7 200 0 64 187", "", "40.96.10.7", 200)]
    [InlineData("2026-11-20 10:00:02 POST /EWS/mrsproxy.svc 443 LAB\\x - - - 401 1 1326 5", "LAB\\x", "?", 401)]
    [InlineData("10:00:02 POST /EWS/mrsproxy.svc - 443 - fe80::1%12 - - 503 0 0 5", "", "fe80::1", 503)]
    [InlineData("2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc - 443 - 40.96.10.7 - - 200 0 99999999999 187 12 34", "", "40.96.10.7", 200)]
    public void A_line_that_does_not_fit_its_fields_is_read_by_what_its_parts_look_like(string line, string user, string client, int status)
    {
        var entry = LogText.One($"{LogText.IisFields}\n{line}\n");

        Assert.Equal((user, client, status, PathKind.MrsProxy), (entry.User, entry.Client.ToString(), entry.Status, entry.Path));
        Assert.Equal(1, LogText.Tally($"{LogText.IisFields}\n{line}\n").Recovered);
    }

    [Fact]
    public void The_published_failed_line_is_read_with_its_glued_query_and_its_lost_addresses()
    {
        var entry = LogText.One("2016-09-15 08:20:18 POST /EWS/mrsproxy.svc&CorrelationID=<empty>;&ClientId=NF0C4KC30EGFQUUPAZ7QW&cafeReqId=13bae44a-b1c7-402f-aa2f-763aee410ffa; 443 - - - 401 1 2148074254 156");

        Assert.Equal((401, 1, Win32Codes.NoCredentials, 156L, 443), (entry.Status, entry.SubStatus, entry.Win32, entry.TakenMs, entry.Port));
        Assert.Equal(("", "NF0C4KC30EGFQUUPAZ7QW", Guid.Parse("13bae44a-b1c7-402f-aa2f-763aee410ffa")), (entry.User, entry.Session, entry.RequestId));
        Assert.Equal(MissingFields.Server | MissingFields.Client | MissingFields.Agent, entry.Missing);
    }

    [Fact]
    public void The_published_successful_line_is_read_with_its_user()
    {
        var entry = LogText.One("2016-09-15 08:23:57 POST /EWS/mrsproxy.svc &CorrelationID=<empty>;&ClientId=SR0WSDR7B0IXI4TCOLJG&cafeReqId=d26343b6-8790-4ccc-954d-936aed081d88; 443 pronicsi\\nicsi - - 200 0 0 343");

        Assert.Equal(("pronicsi\\nicsi", 200, 0, 0L, 343L), (entry.User, entry.Status, entry.SubStatus, entry.Win32, entry.TakenMs));
        Assert.Equal(("SR0WSDR7B0IXI4TCOLJG", Guid.Parse("d26343b6-8790-4ccc-954d-936aed081d88")), (entry.Session, entry.RequestId));
    }

    [Fact]
    public void Every_line_is_counted_once_and_what_is_strange_is_shown()
    {
        var tally = LogText.Tally($"{LogText.IisFields}\n{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0)}{LogText.Iis("10:00:00", "10.0.0.11", "40.96.10.7", 200, 0, 0, stem: "/owa/")}\nnonsense \u001b[31m here\n#What: is this\n");

        Assert.Equal((1L, 1L, 2L, 2L, 6L), (tally.Entries, tally.Others, tally.Directives, tally.NotUnderstood, tally.Lines));
        Assert.Equal(["line 5: nonsense \\x1B[31m here", "line 6: #What: is this"], tally.Examples);
    }

    [Theory]
    [InlineData("-2146893042", 0x8009030E)]
    [InlineData("0x8009030E", 0x8009030E)]
    [InlineData("2148074254", 0x8009030E)]
    [InlineData("1326", 1326)]
    public void Codes_are_the_same_signed_and_hexadecimal(string written, long code) =>
        Assert.Equal(code, LogText.One($"{LogText.IisFields}\n2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc - 443 - 40.96.10.7 - - 401 1 {written} 5\n").Win32);
}
