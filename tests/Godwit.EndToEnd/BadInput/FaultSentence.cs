using System.Text.RegularExpressions;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>How the command has to say no: one clear sentence with a code, a side and a remedy, a page for it, no stack trace.</summary>
internal static partial class FaultSentence
{
    /// <summary>It ended with this exit code and said this one fault.</summary>
    /// <returns>The sentence.</returns>
    public static string Of(GodwitOutcome outcome, int exitCode, string code, string side)
    {
        Assert.True(outcome.ExitCode == exitCode, $"expected exit code {exitCode}: {outcome}");
        var sentence = Assert.Single(Sentences(outcome));
        Assert.True(Form().Match(sentence) is { Success: true } match && match.Groups["code"].Value == code && match.Groups["side"].Value == side, sentence);
        IsWellPut(outcome);
        return sentence;
    }

    /// <summary>Nothing that it said is for developers, and each code has its page.</summary>
    public static void IsWellPut(GodwitOutcome outcome)
    {
        foreach (var text in new[] { outcome.Output, outcome.Errors })
        {
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            foreach (var code in Code().Matches(text).Select(match => match.Value).Distinct())
                Assert.True(File.Exists(Path.Combine(Checkout.Root, "docs", "faults", code + ".md")), code);
        }
    }

    private static IEnumerable<string> Sentences(GodwitOutcome outcome) =>
        outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("GW", StringComparison.Ordinal)).Select(line => line.TrimEnd('\r'));

    [GeneratedRegex(@"^(?<code>GW\d{4}) \((?<side>source|target|network|service)\): .{15,}[.!] ?\[[a-z][^\]]+; docs/faults/\k<code>\.md\]$")]
    private static partial Regex Form();

    [GeneratedRegex(@"GW\d{4}")]
    private static partial Regex Code();
}
