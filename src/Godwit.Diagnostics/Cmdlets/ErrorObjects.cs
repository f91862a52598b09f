namespace Godwit.Diagnostics.Cmdlets;

/// <summary>Availability tests, failures of moves and pasted errors: everything that holds an error text.</summary>
internal sealed class ErrorObjects
{
    private const int MaxShown = 50;
    private const int MaxEvidence = 4;
    private static readonly string[] ErrorWords = ["error", "failed", "failure", "refused", "denied", "unable to", "could not", "cannot"];
    private readonly List<CmdletObject> _objects;

    private ErrorObjects(List<CmdletObject> objects) => _objects = objects;

    /// <summary>How many.</summary>
    public int Count => _objects.Count;

    /// <summary>Those among the objects.</summary>
    public static ErrorObjects Of(IEnumerable<CmdletObject> objects) => new([.. objects.Where(IsOne)]);

    /// <summary>One finding a cause, with the innermost messages.</summary>
    public IEnumerable<Finding> Findings() =>
        from failure in Failures()
        group failure by failure.Cause into same
        orderby same.Count() descending
        select new Finding(same.Key, same.Max(failure => failure.Confidence), [.. same.Take(MaxEvidence).Select(failure => new Evidence(failure.Read.Source, failure.Chain.Root)), .. Counted(same.Count())]);

    /// <summary>The table: who failed, with the chain from the outside to the root.</summary>
    public ReportSection Section() => new("Tests and failures", ["source", "result", "cause", "chain"],
        [.. _objects.Take(MaxShown).Select(read => IsFailure(read) ? Row(read) : (IReadOnlyList<string>)[read.Source, read.Of("Result") ?? "", "", ""])]) { LastColumnBelow = true };

    private static IReadOnlyList<string> Row(CmdletObject read)
    {
        var chain = ErrorChain.Of(TextOf(read));
        return [read.Source, read.FirstOf("Result", "FailureSide") ?? "Failed", read.FirstOf("FailureType") ?? (chain.Types.Count > 0 ? chain.Types[^1] : ""), string.Join('\n', chain.Messages)];
    }

    private IEnumerable<(CmdletObject Read, ErrorChain Chain, FindingKind Cause, Confidence Confidence)> Failures()
    {
        foreach (var read in _objects.Where(IsFailure))
        {
            var text = TextOf(read);
            var chain = ErrorChain.Of(text);
            var (cause, confidence) = RootCauseRules.Of(text, chain);
            yield return (read, chain, cause, confidence);
        }
    }

    private static IEnumerable<Evidence> Counted(int count) => count > MaxEvidence ? [new Evidence("", string.Create(CultureInfo.InvariantCulture, $"{count} times"))] : [];

    private static bool IsOne(CmdletObject read) => read.Has("ErrorDetail") || (read.Has("Result") && read.Has("SupportsCutover")) || read.Has("FailureType") || (read.Count == 1 && IsError(read.Of("Message") ?? ""));

    /// <summary>A text that somebody pasted may be anything: a file that is no output of a command is not a failure.</summary>
    private static bool IsError(string text) =>
        RootCauseRules.Knows(text) || ErrorChain.Of(text) is not { Types.Count: 0, Messages.Count: <= 1 } || Array.Exists(ErrorWords, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsFailure(CmdletObject read) => !"Success".Equals(read.Of("Result"), StringComparison.OrdinalIgnoreCase) && TextOf(read).Length > 0;

    /// <summary>The message, then the detail: the detail holds the chain, the message its end.</summary>
    private static string TextOf(CmdletObject read) => string.Join(" ---> ", new[] { read.Of("FailureType"), read.Of("Message"), read.Of("ErrorDetail") }.Where(text => !string.IsNullOrWhiteSpace(text)));
}
