using System.Net;
using Godwit.Network.Dns;

namespace Godwit.Network.Tests.Dns;

public sealed class DnsMessageTests
{
    private static readonly byte[] Question = DnsMessage.WriteQuestion(0x1234, "_autodiscover._tcp.lab.example", DnsRecordType.Srv);

    [Fact]
    public void A_question_names_its_labels_type_and_class()
    {
        var question = DnsMessage.WriteQuestion(1, "lab.example.", DnsRecordType.Aaaa);

        Assert.Equal([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, .. "lab"u8, 7, .. "example"u8, 0, 0, 28, 0, 1], question);
    }

    [Theory]
    [InlineData("bücher.example", "xn--bcher-kva")]
    public void A_name_beyond_ascii_is_asked_for_by_its_ascii_form(string name, string label) =>
        Assert.Contains(label, System.Text.Encoding.ASCII.GetString(DnsMessage.WriteQuestion(1, name, DnsRecordType.A)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a..b")]
    [InlineData(".")]
    public void What_is_no_name_is_not_asked(string name) => Assert.ThrowsAny<ArgumentException>(() => DnsMessage.WriteQuestion(1, name, DnsRecordType.A));

    [Fact]
    public void A_service_record_with_a_compressed_target_is_read()
    {
        // The answer's name points to the question's at 12, the target's end to "lab.example" at 31.
        byte[] record = [0xC0, 12, 0, 33, 0, 1, 0, 0, 1, 44, 0, 13, 0, 10, 0, 5, 1, 0xBB, 4, .. "mail"u8, 0xC0, 31];

        var answer = DnsMessage.Read(Answer(record), DnsRecordType.Srv);

        Assert.Equal(new ServiceRecord("_autodiscover._tcp.lab.example", TimeSpan.FromSeconds(300), 10, 5, 443, "mail.lab.example"), Assert.Single(answer.Records));
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
    }

    [Fact]
    public void An_alias_alone_is_no_address()
    {
        byte[] record = [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 1, 0, 2, 0xC0, 31];

        var answer = DnsMessage.Read(Answer(record), DnsRecordType.A);

        Assert.Equal(DnsOutcome.NoRecord, answer.Outcome);
        Assert.Equal("lab.example", Assert.IsType<AliasRecord>(Assert.Single(answer.Records)).Target);
    }

    [Theory]
    [InlineData(2, DnsOutcome.ServerFailure)]
    [InlineData(3, DnsOutcome.NoSuchName)]
    [InlineData(5, DnsOutcome.Refused)]
    public void A_refusal_keeps_its_meaning(byte code, DnsOutcome outcome)
    {
        var message = Answer([]);
        message[3] |= code;

        Assert.Equal(outcome, DnsMessage.Read(message, DnsRecordType.Srv).Outcome);
    }

    [Fact]
    public void A_name_that_points_to_itself_ends()
    {
        byte[] record = [0xC0, 49, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1];

        Assert.Equal(DnsOutcome.Unreadable, DnsMessage.Read(Answer(record), DnsRecordType.A).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Broken_answers_never_throw(int seed)
    {
        var random = new Random(seed);
        byte[] record = [0xC0, 12, 0, 33, 0, 1, 0, 0, 1, 44, 0, 13, 0, 10, 0, 5, 1, 0xBB, 4, .. "mail"u8, 0xC0, 31];
        for (var i = 0; i < 20_000; i++)
        {
            var message = Answer(record);
            for (var changes = random.Next(1, 6); changes > 0; changes--) message[random.Next(3, message.Length)] = (byte)random.Next(256);
            var answer = DnsMessage.Read(message.AsSpan(0, random.Next(DnsMessage.HeaderLength, message.Length + 1)), DnsRecordType.Srv);
            Assert.InRange(answer.Records.Count, 0, DnsMessage.MaxRecords);
        }
    }

    [Fact]
    public void Only_the_answer_to_the_question_counts()
    {
        Assert.True(DnsMessage.Answers(Question, Answer([])));
        var otherId = Answer([]);
        otherId[0] ^= 1;
        Assert.False(DnsMessage.Answers(Question, otherId));
        Assert.False(DnsMessage.Answers(Question, Question));
        var otherName = Answer([]);
        otherName[15] ^= 1;
        Assert.False(DnsMessage.Answers(Question, otherName));
    }

    private static byte[] Answer(byte[] record)
    {
        byte[] message = [.. Question, .. record];
        message[2] |= 0x80;
        message[7] = record.Length == 0 ? (byte)0 : (byte)1;
        return message;
    }
}
