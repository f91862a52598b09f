using Godwit.Diagnostics.Bundles;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Bundles;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("mail from anna@firm.example and ANNA@firm.example", "mail from user1@redacted.example and user1@redacted.example")]
    [InlineData("443 LAB\\anna 40.96.10.7", "443 DOMAIN\\login1 40.96.10.7")]
    [InlineData("LAB\\\\anna LAB\\anna", "DOMAIN\\\\login1 DOMAIN\\login1")]
    [InlineData("10.0.0.11 192.168.7.7 10.0.0.11", "10.255.0.2 10.255.0.3 10.255.0.2")]
    [InlineData("8.8.4.4 ::1 127.0.0.1", "198.18.0.2 ::1 127.0.0.1")]
    [InlineData("https://mail.firm.example/EWS/mrsproxy.svc", "https://host1.redacted.example/EWS/mrsproxy.svc")]
    [InlineData("Authorization: Basic dXNlcjpodW50ZXIy x", "Authorization: Basic [secret] x")]
    [InlineData("password=hunter22; token: abcdefgh", "password=[secret]; token: [secret]")]
    [InlineData("&cafeReqId=0b6d0c51-0000-4000-8000-000000000003;", "&cafeReqId=0b6d0c51-0000-4000-8000-000000000003;")]
    [InlineData("2026-11-20 10:00:02 401 1 2148074254 156", "2026-11-20 10:00:02 401 1 2148074254 156")]
    [InlineData("2026-11-20T10:00:02.123Z,x", "2026-11-20T10:00:02.123Z,x")]
    public void What_names_somebody_gets_a_stand_in_and_the_rest_stays(string text, string redacted) => Assert.Equal(redacted, new Redactor(AddressRanges.Known).Redact(text));

    [Fact]
    public void Subjects_are_taken_out_on_request()
    {
        Assert.Equal("Subject: [subject]", new Redactor(AddressRanges.Known) { TakesSubjects = true }.Redact("Subject: our secret plan"));
        Assert.Equal("Subject: our secret plan", new Redactor(AddressRanges.Known).Redact("Subject: our secret plan"));
    }
}
