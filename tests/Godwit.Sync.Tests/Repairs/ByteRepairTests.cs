using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

/// <summary>NUL bytes, line breaks, empty messages (edge case 12).</summary>
public sealed class ByteRepairTests
{
    [Theory]
    [InlineData("Subject: x\r\n\r\na\0b\0\r\n\0", "Subject: x\r\n\r\nab\r\n")]                      // text and epilogue
    [InlineData("Sub\0ject: x\0\r\n\r\n", "Subject: x\r\n\r\n")]                                     // header
    [InlineData("Subject: x\r\n\0\0\r\nTo: y\r\n\r\n", "Subject: x\r\nTo: y\r\n\r\n")]               // must not become the blank line
    [InlineData("Subject: x\r\n\0\r\0\nTo: y\r\n\r\n", "Subject: x\r\nTo: y\r\n\r\n")]
    [InlineData("Subject: x\r\n\r\na\r\0\nb", "Subject: x\r\n\r\na\r\nb")]
    public void Nul_bytes_are_left_out(string message, string repaired) => Assert.Equal(repaired, Message.Repair(message, Repair.NulBytes));

    [Theory]
    [InlineData("Subject: x\n y\n\na\n\nb", "Subject: x\r\n y\r\n\r\na\r\n\r\nb")]
    [InlineData("Subject: x\r\n\na\r\nb\n", "Subject: x\r\n\r\na\r\nb\r\n")]
    public void Bare_line_feeds_become_line_breaks(string message, string repaired) => Assert.Equal(repaired, Message.Repair(message, Repair.BareLineFeeds));

    [Theory]
    [InlineData("Subject: x\r\r\n\r\r\na\r\r\r\nb\r\r\n", "Subject: x\r\n\r\na\r\nb\r\n")]           // converted twice
    [InlineData("Subject: x\rBcc: y\r\n\r\n", "Subject: x Bcc: y\r\n\r\n")]                          // must not become a field
    [InlineData("Subject: x\r\n\r\na\rb\r\rc\r", "Subject: x\r\n\r\na\r\nb\r\n\r\nc\r\n")]
    [InlineData("Subject: x\r\n\r\n\rFrom: y", "Subject: x\r\n\r\n\r\nFrom: y")]
    public void Stray_carriage_returns_become_what_was_meant(string message, string repaired) => Assert.Equal(repaired, Message.Repair(message, Repair.BareCarriageReturns));

    [Theory]
    [InlineData(""), InlineData("\0\0\0")]
    public void A_message_of_nothing_becomes_one_field(string message)
    {
        Assert.Equal("X-Godwit-Empty: yes\r\n\r\n", Message.Repair(message, Repair.EmptyMessage | Repair.NulBytes));
        Assert.True(Message.Survey(message).Found.HasFlag(Repair.EmptyMessage));
    }

    [Fact]
    public void A_message_of_a_blank_line_is_not_empty() => Assert.Equal("\r\n", Message.Repair("\r\n", Repair.EmptyMessage));
}
