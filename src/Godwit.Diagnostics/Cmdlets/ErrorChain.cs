using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>A nested error text, taken apart: exception types and messages from the outside to the root.</summary>
/// <param name="Messages">The messages, outermost first, each told once.</param>
/// <param name="Types">The exception types that are named, outermost first.</param>
internal sealed partial record ErrorChain(IReadOnlyList<string> Messages, IReadOnlyList<string> Types)
{
    private const int MaxParts = 100;

    /// <summary>The innermost message: the cause.</summary>
    public string Root => Messages.Count > 0 ? Messages[^1] : "";

    /// <summary>Takes a text apart at <c>---&gt;</c> and <c>--&gt;</c>; the same message, repeated by each wrapper, counts once.</summary>
    public static ErrorChain Of(string text)
    {
        var parts = Arrow().Split(text, MaxParts).SelectMany(part => part.Split("--- End of inner exception", 2)[..1]).Select(part => Blanks().Replace(part, " ").Trim(' ', '.', '-')).Where(part => part.Length > 0).ToList();
        var messages = new List<string>();
        foreach (var message in parts.Select(WithoutType).Where(message => message.Length > 0))
            if (!messages.Contains(message, StringComparer.OrdinalIgnoreCase)) messages.Add(message);
        return new ErrorChain(messages, [.. Type().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(MaxParts)]);
    }

    private static string WithoutType(string part) => LeadingType().Replace(part, "").Trim();

    [GeneratedRegex("-{2,3}>", RegexOptions.NonBacktracking)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]{3,80}Exception\b", RegexOptions.NonBacktracking)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?:[A-Za-z0-9_]+\.)*[A-Z][A-Za-z0-9]*Exception ?:", RegexOptions.NonBacktracking)]
    private static partial Regex LeadingType();
}
