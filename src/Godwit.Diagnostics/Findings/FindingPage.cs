using System.Text;

namespace Godwit.Diagnostics.Findings;

/// <summary>The page of a finding in <c>docs/faults</c>. The text lives in the catalogue, so that program and page cannot disagree; a test compares them.</summary>
public static class FindingPage
{
    /// <summary>The page of one kind, in Markdown.</summary>
    public static string Write(FindingKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {kind.Code}: {kind.Title}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Hop: {HopWords.Of(kind.Hop)}. Severity: {kind.Severity.ToString().ToLowerInvariant()}. {Basis(kind)}\n");
        Section(page, "Symptom", kind.Symptom);
        Section(page, "Cause", kind.Cause);
        Section(page, "How it differs from its neighbours", kind.Difference);
        Section(page, "What to do", kind.Fix);
        Section(page, "The next command", "```\n" + kind.NextCommand + "\n```");
        return page.ToString();
    }

    /// <summary>The line of one kind in the index.</summary>
    public static string IndexLine(FindingKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return $"| [{kind.Code}]({kind.Code}.md) | {kind.Title} | {HopWords.Of(kind.Hop)} | {kind.Severity.ToString().ToLowerInvariant()} | {string.Join(", ", kind.Facts)} |";
    }

    private static string Basis(FindingKind kind) => $"Rests on {string.Join(", ", kind.Facts)} ({kind.Basis switch
    {
        FactBasis.Standard => "proven by the answer itself",
        FactBasis.Published => "published by those who saw it",
        _ => "general knowledge of the product: never more than likely",
    }}).";

    private static void Section(StringBuilder page, string title, string text) => page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{text}\n");
}
