using System.Text;
using FsCheck.Fluent;
using Godwit.Mail;
using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

/// <summary>What holds for every repair and every message.</summary>
public sealed class RepairedBodyTests
{
    [Fact]
    public void A_healthy_message_passes_byte_for_byte() => Message.Always(
        from message in Message.Healthy from cuts in Message.Cuts select (message, cuts), t =>
        {
            var output = Message.Repair(t.message, Repair.All & ~Repair.LongBodyLines, t.cuts, out var done);
            return output.AsSpan().SequenceEqual(t.message) && done == Repair.None && MessageDamage.Survey(Message.Source(t.message, t.cuts)) == default;
        });

    [Fact]
    public void The_counted_length_is_the_written_length_wherever_the_pieces_are_cut() => Message.Always(
        from message in Message.Damaged from repairs in Message.AnyRepairs from one in Message.Cuts from other in Message.Cuts select (message, repairs, one, other), t =>
        {
            var counted = RepairedBody.CountLength(t.repairs, Message.Source(t.message, t.one), out var doneThen);
            var written = Message.Repair(t.message, t.repairs, t.other, out var done);
            return counted == written.Length && done == doneThen && written.AsSpan().SequenceEqual(Message.Repair(t.message, t.repairs, [], out _));
        });

    [Fact]
    public void Repairing_twice_is_repairing_once() => Message.Always(
        from message in Message.Damaged from repairs in Message.AnyRepairs select (message, repairs), t =>
        {
            var repairs = t.repairs & MessageDamage.Survey(Message.Source(t.message)).Found;
            var once = Message.Repair(t.message, repairs, [], out _);
            return Message.Repair(once, repairs, [], out var again).AsSpan().SequenceEqual(once) && again == Repair.None;
        });

    [Fact]
    public void With_every_repair_no_damage_is_left() => Message.Always(Message.Damaged, message =>
        MessageDamage.Survey(Message.Source(Message.Repair(message, Repair.All, [], out _))).Found == Repair.None);

    [Fact]
    public void A_fully_repaired_header_is_made_of_fields_in_ascii_with_lines_of_legal_length() => Message.Always(Message.Damaged, message =>
    {
        var output = Message.Repair(message, Repair.All, [], out _);
        HeaderEnd end = default;
        var header = Encoding.Latin1.GetString(output, 0, end.Take(output));
        var lines = header.Split("\r\n")[..^2];
        return end.IsReached && header.EndsWith("\r\n", StringComparison.Ordinal) && !header.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny("\r\n\0")
            && header.All(char.IsAscii) && lines.All(line => line.Length is > 0 and <= RepairLimits.MaxLineBytes)
            && lines.Select((line, i) => i > 0 && line[0] is ' ' or '\t' ? line.Trim().Length > 0 : HeaderField.TryRead(Message.Of(line), out _)).All(isLegal => isLegal);
    });

    [Fact]
    public void What_was_done_is_within_what_was_asked_and_nothing_done_is_nothing_changed() => Message.Always(
        from message in Message.Damaged from repairs in Message.AnyRepairs select (message, repairs), t =>
        {
            var output = Message.Repair(t.message, t.repairs, [], out var done);
            return (done & ~t.repairs) == 0 && (done == Repair.None) == output.AsSpan().SequenceEqual(t.message);
        });

    [Fact]
    public void The_survey_finds_exactly_what_the_repairs_then_do() => Message.Always(Message.Damaged, message =>
    {
        var found = MessageDamage.Survey(Message.Source(message, 7)).Found;
        Message.Repair(message, found, [], out var done);
        return done == found;
    });

    [Fact]
    public void Bare_line_feeds_made_whole_leave_the_content_hash_as_it_was() => Message.Always(Message.Damaged, message =>
        HashOf(Message.Repair(message, Repair.BareLineFeeds, [], out _)) == HashOf(message));

    [Fact]
    public void Encoded_words_leave_the_header_fingerprint_as_it_was()
    {
        var message = Message.Of("From: \"Ann\" <a@b>\r\nTo: b@c\r\nSubject: Gr\xFC\xDF e aus \xD6sterreich, wie immer\r\nDate: x\r\n\r\nbody");
        var repaired = Message.Repair(message, Repair.RawHeaders, [], out _);
        Assert.NotEqual(message, repaired);
        Assert.Equal(HeaderFingerprint.Of(message), HeaderFingerprint.Of(repaired));
    }

    [Fact]
    public void A_header_block_over_the_limit_passes_as_it_is_beyond_it()
    {
        var field = "X-Raw: \xE4\r\n";
        var many = string.Concat(Enumerable.Repeat(field, RepairLimits.MaxHeaderBytes / field.Length + 100)) + "\r\nbody\0";
        var output = Message.Repair(many, Repair.RawHeaders | Repair.NulBytes | Repair.MissingBlankLine);
        Assert.StartsWith("X-Raw: =?iso-8859-1?Q?=E4?=\r\n", output, StringComparison.Ordinal);
        Assert.EndsWith(field + "\r\nbody", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_without_any_line_break_pass_in_bounded_memory()
    {
        var message = Message.Of(new string('a', 3 * RepairLimits.MaxHeaderBytes) + "\0b");
        Assert.Equal(message.Length - 1, RepairedBody.CountLength(Repair.All, Message.Source(message, 10_000), out var done));
        Assert.Equal(Repair.NulBytes, done);
    }

    [Fact]
    public void A_large_body_is_given_in_pieces_of_bounded_size()
    {
        var message = Message.Of("Subject: x\r\n\r\n" + new string('\0', 200_000) + new string('\r', 200_000) + new string('=', 200_000));
        var body = new RepairedBody(Repair.All, Message.Source(message));
        var largest = 0;
        for (var piece = body.NextPiece(); !piece.IsEmpty; piece = body.NextPiece()) largest = Math.Max(largest, piece.Length);
        Assert.InRange(largest, 1, 64 * 1024);
    }

    [Fact]
    public void Without_repairs_the_source_itself_is_given()
    {
        var message = Message.Of("\0 anything");
        Assert.Equal(message, Message.Repair(message, Repair.None, [3], out var done));
        Assert.Equal(Repair.None, done);
    }

    [Fact]
    public void What_the_source_throws_passes_through()
    {
        var fault = new FaultException(new Fault(new FaultKind("GW1999", "Cut", Reach.Mailbox, Remedy.Retry), Side.Source, "The link was cut."));
        var body = new RepairedBody(Repair.All, () => throw fault);
        Assert.Same(fault, Assert.Throws<FaultException>(() => body.NextPiece()));
    }

    private static ContentHash HashOf(byte[] message)
    {
        using var hasher = new CanonicalHasher();
        hasher.Append(message);
        return hasher.Finish().Content;
    }
}
