using System.Text.RegularExpressions;
using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>The sub-status that IIS prints on its error pages ("HTTP Error 404.17 - Not Found", "403.4 - Forbidden").</summary>
internal static partial class SubStatus
{
    /// <summary>Such as <c>404.17</c>; null when the page names none. Only one that belongs to the answer's own status counts.</summary>
    public static string? Of(HttpAnswer answer)
    {
        foreach (var match in Pattern().EnumerateMatches(answer.Text))
        {
            var found = answer.Text.Substring(match.Index, match.Length);
            if (found.StartsWith(answer.Status.ToString(CultureInfo.InvariantCulture) + ".", StringComparison.Ordinal)) return found;
        }
        return null;
    }

    [GeneratedRegex(@"\b[45][0-9]{2}\.[0-9]{1,3}(?= +-)")]
    private static partial Regex Pattern();
}
