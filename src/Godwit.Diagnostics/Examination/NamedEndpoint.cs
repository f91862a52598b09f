using System.Text.RegularExpressions;
using Godwit.Diagnostics.Cmdlets;

namespace Godwit.Diagnostics.Examination;

/// <summary>The endpoint that a text is about: a failed test as it was printed, a log, a line of either.</summary>
/// <param name="Host">Its name, in lower case.</param>
/// <param name="Port">Its port.</param>
/// <param name="Path">Its path.</param>
/// <param name="Told">Where the name stands, escaped.</param>
public sealed partial record NamedEndpoint(string Host, int Port, string Path, string Told)
{
    private const int MaxTold = 160;
    private const int MaxCandidates = 100_000;
    private const string HttpProxyHost = "UrlHost";

    /// <summary>Finds it; null when no host is named. An address of the service is better than a name alone, what is named most is better than what is named once, and the migration service's own hosts count last.</summary>
    /// <param name="text">Cmdlet output (list, CliXml, JSON), a log of Exchange's HttpProxy, or any lines with the address in them.</param>
    /// <exception cref="FormatException">It begins like XML or JSON and is not.</exception>
    public static NamedEndpoint? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Cmdlet output is read first: a console breaks an address in the midst of a word.
        var values = CmdletText.Read(text, "").SelectMany(read => read.Values).Select(pair => $"{pair.Key} : {pair.Value}");
        return values.Append(text).SelectMany(Candidates).Concat(Columns(text)).Take(MaxCandidates)
            .Where(one => Uri.CheckHostName(one.Found.Host) != UriHostNameType.Unknown)
            .GroupBy(one => (one.Found.Host, one.Found.Port))
            .OrderBy(group => IsCloud(group.Key.Host)).ThenByDescending(group => group.Max(one => one.Weight)).ThenByDescending(group => group.Count())
            .FirstOrDefault()?.MaxBy(one => one.Weight).Found;
    }

    private static IEnumerable<(NamedEndpoint Found, int Weight)> Candidates(string text)
    {
        foreach (Match match in Addresses().Matches(text))
            if (Uri.TryCreate(match.Value, UriKind.Absolute, out var url) && url.Host.Length > 0)
                yield return IsService(url) ? (new(url.IdnHost.ToLowerInvariant(), url.Port, url.AbsolutePath, Around(text, match)), 3) : (ByName(url.IdnHost, Around(text, match)) with { Port = url.Port }, 1);
        foreach (Match match in Names().Matches(text)) yield return (ByName(match.Groups["host"].Value, Around(text, match)), 2);
    }

    /// <summary>The column of the asked-for host in the log of a front end's proxy module, of rows about the service.</summary>
    private static IEnumerable<(NamedEndpoint Found, int Weight)> Columns(string text)
    {
        var at = -1;
        foreach (var line in text.Split('\n'))
        {
            if (line.Contains(HttpProxyHost + ",", StringComparison.Ordinal)) at = Array.IndexOf(line[(line.StartsWith("#Fields: ", StringComparison.Ordinal) ? 9 : 0)..].Split(','), HttpProxyHost);
            else if (at >= 0 && line.Contains("mrsproxy.svc", StringComparison.OrdinalIgnoreCase) && line.Split(',') is var fields && fields.Length > at && fields[at].Length > 0) yield return (ByName(fields[at], OtherSideText.Show(line.Trim(), MaxTold)), 3);
        }
    }

    private static NamedEndpoint ByName(string host, string told) => new(host.ToLowerInvariant(), 443, ExaminationRequest.DefaultPath, told);

    private static bool IsService(Uri url) => url.Scheme == Uri.UriSchemeHttps && url.AbsolutePath.Contains("mrsproxy", StringComparison.OrdinalIgnoreCase);

    private static bool IsCloud(string host) => host.EndsWith(".outlook.com", StringComparison.Ordinal) || host.EndsWith(".office365.com", StringComparison.Ordinal) || host.EndsWith(".outlook.cn", StringComparison.Ordinal);

    private static string Around(string text, Match match)
    {
        var start = Math.Max(0, match.Index - MaxTold / 4);
        // From a word's beginning, where there is one.
        if (start > 0 && text.IndexOf(' ', start, match.Index - start) is > 0 and var blank) start = blank + 1;
        return OtherSideText.Show(text.Substring(start, Math.Min(MaxTold, text.Length - start)).Trim(), MaxTold);
    }

    [GeneratedRegex(@"https://[A-Za-z0-9._\[\]:-]{1,260}/[A-Za-z0-9._/-]{0,200}", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    // What errors and lists write before a name: "... running at 'h'", "connection to the server 'h' could not be", "-RemoteServer h", "TestedEndpoint : h". Quotation marks differ by language.
    [GeneratedRegex(@"(?:running at|the server|RemoteServer|TestedEndpoint|remote name could not be resolved)[ :]*['""‘“]?(?<host>[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24})", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Names();
}
