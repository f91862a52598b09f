using System.Net;
using System.Text.RegularExpressions;
using Godwit.Network.Addresses;

namespace Godwit.Diagnostics.Addresses;

/// <summary>Finds address ranges in any text: a firewall's export, the published JSON, a plain list. CIDR (<c>40.96.0.0/13</c>) or single addresses.</summary>
internal static partial class RangeText
{
    /// <summary>The most ranges of one text.</summary>
    public const int MaxRanges = 100_000;

    /// <summary>The ranges in their order.</summary>
    /// <exception cref="FormatException">There are more than 100,000.</exception>
    public static List<IPNetwork> Read(string text)
    {
        var ranges = new List<IPNetwork>();
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (ranges.Count == MaxRanges) throw new FormatException($"there are more than {MaxRanges} ranges in the list");
            if (Cidr.Read(text.AsSpan(match.Index, match.Length)) is { } network) ranges.Add(network);
        }
        return ranges;
    }

    // Bounded repeats only: the text may be anybody's. The look-arounds keep versions (10.0.0.0.1) and times apart.
    [GeneratedRegex(@"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?:/\d{1,3})?(?![\w.:])")]
    private static partial Regex Candidate();
}
