using System.Text.Json;

namespace Godwit.Demo.Tests.Printing;

public sealed class SummaryTests
{
    private static readonly MailboxComparison Good = MailboxComparison.None with { Folders = 8, SourceMessages = 1_200, TargetMessages = 1_200, Bytes = 5_000_000 };

    [Fact]
    public void A_good_end_says_so()
    {
        var text = Text(Summary(Good, "Completed"));

        Assert.Contains("2 of 2 completed", text, StringComparison.Ordinal);
        Assert.Contains("2,400 messages in 16 folders", text, StringComparison.Ordinal);
        Assert.Contains("0 missing, 0 duplicated; counted in the files of both", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_told()
    {
        var summary = Summary(Good with { Missing = 1, Duplicated = 2, Altered = 3 }, "Completed");

        Assert.False(summary.IsGood);
        Assert.Contains("2 missing, 4 duplicated, 6 with other flags or dates;", Text(summary), StringComparison.Ordinal);
        Assert.Contains("DIFFERENT", Text(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mailbox_that_is_not_completed_is_no_good_end() => Assert.False(Summary(Good, "Synced").IsGood);

    [Fact]
    public void Json_is_one_object_on_one_line()
    {
        using var output = new StringWriter();
        SummaryJson.Write(output, Summary(Good, "Completed"));

        using var json = JsonDocument.Parse(output.ToString().TrimEnd());
        Assert.Equal(1, output.ToString().Count(c => c == '\n'));
        Assert.Equal((2, 0, 2_400), (json.RootElement.GetProperty("completed").GetInt32(), json.RootElement.GetProperty("missing").GetInt32(), json.RootElement.GetProperty("targetMessages").GetInt32()));
        Assert.Equal("anna@north.example", json.RootElement.GetProperty("users")[0].GetProperty("identity").GetString());
    }

    private static DemoSummary Summary(MailboxComparison each, string status) => new(
        [new("anna@north.example", status, each), new("boris@north.example", status, each)], 40, 10_000_000, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(12), 3);

    private static string Text(DemoSummary summary)
    {
        using var output = new StringWriter();
        SummaryText.Write(output, summary);
        return output.ToString();
    }
}
