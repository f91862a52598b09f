using System.Text;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>Lines that strangers, torn copies and wrong tools make of logs: nothing throws, and every line is counted once.</summary>
public sealed class HostileLogTests
{
    private const int LinesOfASeed = 50_000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>Some of them by the environment, <c>FIRST-LAST</c>: the whole takes long.</summary>
    public static TheoryData<int> ManySeeds
    {
        get
        {
            var slice = (Environment.GetEnvironmentVariable("GODWIT_HOSTILE_SEEDS") ?? "1000-2999").Split('-').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)).ToArray();
            return [.. Enumerable.Range(slice[0], slice[1] - slice[0] + 1)];
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Hostile_lines_neither_break_the_reading_nor_get_lost(int seed) => ReadAll(seed);

    /// <summary>A hundred million lines.</summary>
    [Theory, MemberData(nameof(ManySeeds)), Trait("length", "deep")]
    public void Very_many_hostile_lines_neither_break_the_reading_nor_get_lost(int seed) => ReadAll(seed);

    private static void ReadAll(int seed)
    {
        var lines = new HostileLines(seed);
        using var reader = new LogFileReader(new LogInput("hostile", "", LogText.Changed, () => lines.Take(LinesOfASeed)), LogText.Options(columns: seed % 2 == 0 ? "time=Receive Time,client=Source address,action=Action" : null));
        var judge = new LogJudge(new CallerClasses(AddressRanges.Known));
        while (reader.MoveNext()) judge.Take(reader);
        judge.Finish();

        Assert.True(reader.Tally.Lines == lines.Made, $"seed {seed}: {lines.Made} lines were made, {reader.Tally.Lines} counted");
        Assert.Null(reader.Tally.BrokenOff);
        var report = LogReport.Of(new JudgedLogs(judge, [reader.Tally], new LogAnalysisOptions(), []), LogText.Changed);
        Assert.All(report.Verdict.Findings, finding => Assert.DoesNotContain(finding.Evidence, line => line.Text.Any(char.IsControl)));
    }

    /// <summary>Real lines of every layout, with bytes changed, cut, doubled, glued; and noise.</summary>
    private sealed class HostileLines(int seed)
    {
        private static readonly byte[][] Templates = [.. new[]
        {
            LogText.IisFields,
            "2026-11-20 10:00:02 10.0.0.11 POST /EWS/mrsproxy.svc &CorrelationID=<empty>;&ClientId=SR0WSDR7B0IXI4TCOLJG&cafeReqId=d26343b6-8790-4ccc-954d-936aed081d88; 443 LAB\\mig 40.96.10.7 - - 200 0 0 187",
            "2026-11-20 10:00:02 fe80::1%12 POST /EWS/exchange.asmx - 443 - ::1 ua+x - 401 1 2148074254 9",
            "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename",
            "2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 503 1 AppOffline MSExchangeServicesAppPool",
            "#Date: 2026-11-20 10:00:00",
            "#Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,TargetServer,TargetServerVersion,GenericErrors",
            "2026-11-20T10:00:02.000Z,d26343b6-8790-4ccc-954d-936aed081d88,/EWS/mrsproxy.svc,\"LAB\\mig\",40.96.10.7,EX1,503,503,,EX2,15.2,\"a \"\"quoted\"\" text\"",
            "Nov 20 10:00:01 lb haproxy[12]: 40.96.10.7:51234 [20/Nov/2026:10:00:01.123] fe_ex~ be_ex/<NOSRV> -1/-1/-1/-1/0 503 212 - - SC-- 1/1/0/0/0 0/0 \"POST /EWS/mrsproxy.svc HTTP/1.1\"",
            "40.96.10.7 - mig [20/Nov/2026:12:00:01 +0200] \"POST /EWS/mrsproxy.svc HTTP/1.1\" 502 150 \"-\" \"agent\" upstream=10.0.0.11:443",
            "2026/11/20 10:00:01 [error] 7#7: *1 no live upstreams, client: 40.96.10.7, server: m, request: \"POST /EWS/mrsproxy.svc HTTP/1.1\", upstream: \"https://x/\"",
            "Nov 20 10:00:01 fw kernel: [123.45] EX-DROP IN=eth0 OUT= SRC=40.96.10.7 DST=203.0.113.5 PROTO=TCP SPT=51234 DPT=443 SYN",
            "Receive Time,Type,Source address,Action", "2026/11/20 10:00:01,TRAFFIC,40.96.10.7,deny",
            "anna@contoso.example source 3 14:22:01.123 S: list-folders HTTP/1.1 200 request-id=d26343b6-8790-4ccc-954d-936aed081d88 X-FEServer=EX1, 12 ms",
            "the wsrm:Identifier is not a known Sequence identifier",
        }.Select(Encoding.UTF8.GetBytes)];

        private readonly Random _random = new(seed);
        private readonly byte[] _line = new byte[4096];

        public long Made { get; private set; }

        public Stream Take(int lines)
        {
            var text = new MemoryStream(lines * 160);
            for (var i = 0; i < lines; i++)
            {
                text.Write(_line.AsSpan(0, Next()));
                text.WriteByte((byte)'\n');
            }
            Made += lines;
            text.Position = 0;
            return text;
        }

        private int Next()
        {
            var template = Templates[_random.Next(Templates.Length)];
            template.CopyTo(_line, 0);
            var length = template.Length;
            for (var changes = _random.Next(4); changes > 0; changes--) length = Change(length);
            return length;
        }

        private int Change(int length)
        {
            if (length == 0) return 0;
            var at = _random.Next(length);
            switch (_random.Next(6))
            {
                case 0: _line[at] = NotAnEnd(_random.Next(256)); return length;
                case 1: return at;
                case 2: _line.AsSpan(at, Math.Min(length - at, _line.Length - length)).CopyTo(_line.AsSpan(length)); return length + Math.Min(length - at, _line.Length - length);
                case 3: _line[at] = " ,\"-[]()#:;&%+\\\t\0"u8[_random.Next(17)]; return length;
                case 4: _line.AsSpan(at + 1, length - at - 1).CopyTo(_line.AsSpan(at)); return length - 1;
                default:
                    var other = Templates[_random.Next(Templates.Length)].AsSpan(0, _random.Next(20));
                    other[..Math.Min(other.Length, length - at)].CopyTo(_line.AsSpan(at));
                    return length;
            }
        }

        private static byte NotAnEnd(int one) => one == '\n' ? (byte)'\r' : (byte)one;
    }
}
