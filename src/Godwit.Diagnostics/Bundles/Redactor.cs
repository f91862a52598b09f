using System.Net;
using System.Text.RegularExpressions;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Bundles;

/// <summary>
/// Takes out of a text what a colleague need not see, the same thing always for the same stand-in, so that lines still belong together: mail addresses, logins, host names, IP addresses, tokens and
/// passwords. Addresses of the migration service stay (they are published), private ones stay private, so that the text can be analysed again. Request ids stay: they join the logs.
/// </summary>
internal sealed partial class Redactor(AddressRanges service)
{
    private const int MaxNames = 100_000;
    private const int Address = 0, Login = 1, Host = 2, Ip = 3, Secret = 4;
    private static readonly string[] FileEndings = ["svc", "asmx", "aspx", "xml", "json", "log", "dll", "exe", "config", "html", "htm", "txt", "gz", "zip", "ashx"];
    private readonly Dictionary<string, string> _standIns = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _counts = new int[5];

    /// <summary>How many different things of each sort were taken out.</summary>
    public IReadOnlyDictionary<string, int> Counts => new Dictionary<string, int>
    {
        ["addresses"] = _counts[Address], ["logins"] = _counts[Login], ["hosts"] = _counts[Host], ["ipAddresses"] = _counts[Ip], ["secrets"] = _counts[Secret],
    };

    /// <summary>True: what stands behind "Subject:" is taken out too.</summary>
    public bool TakesSubjects { get; init; }

    /// <summary>The text without them.</summary>
    public string Redact(string text)
    {
        text = Secrets().Replace(text, match => { _counts[Secret]++; return match.Groups["name"].Value + "[secret]"; });
        if (TakesSubjects) text = Subjects().Replace(text, "${name}[subject]");
        text = Addresses().Replace(text, match => StandIn(match.Value, Address, number => $"user{number}@redacted.example"));
        text = Logins().Replace(text, match => OfLogin(match.Value));
        text = Ips().Replace(text, match => OfIp(match.Value));
        return Hosts().Replace(text, match => IsHost(match.Value) ? StandIn(match.Value, Host, number => $"host{number}.redacted.example") : match.Value);
    }

    private static bool IsHost(string name)
    {
        var ending = name[(name.LastIndexOf('.') + 1)..];
        return !FileEndings.Contains(ending, StringComparer.OrdinalIgnoreCase) && !name.EndsWith("redacted.example", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("System.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>In JSON the backslash stands twice; the login is the same.</summary>
    private string OfLogin(string text)
    {
        var made = StandIn(text.Replace("\\\\", "\\", StringComparison.Ordinal), Login, number => $"DOMAIN\\login{number}");
        return text.Contains("\\\\", StringComparison.Ordinal) ? made.Replace("\\", "\\\\", StringComparison.Ordinal) : made;
    }

    private string OfIp(string text)
    {
        if (!IPAddress.TryParse(text, out var parsed) || CallerAddress.Of(parsed) is not { IsKnown: true } address || address.IsLoopback || service.Contains(address)) return text;
        return address.IsPrivate ? StandIn(text, Ip, number => $"10.255.{number / 250 % 250}.{number % 250 + 1}") : StandIn(text, Ip, number => $"198.18.{number / 250 % 250}.{number % 250 + 1}");
    }

    private string StandIn(string original, int sort, Func<int, string> make)
    {
        if (_standIns.TryGetValue(original, out var known)) return known;
        var made = make(++_counts[sort]);
        if (_standIns.Count < MaxNames) _standIns[original] = made;
        return made;
    }

    [GeneratedRegex(@"(?<name>(?i:authorization:? (?:basic|ntlm|negotiate|bearer)|bearer|ntlm|negotiate|password|passwd|pwd|secret|token|cookie|api[-_]?key|access_token)(?:""?\s*[=:]\s*""?|\s+))[A-Za-z0-9+/=._~!$%&*-]{6,}", RegexOptions.NonBacktracking)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"(?<name>(?i:subject)""?\s*[=:]\s*).{1,2000}", RegexOptions.NonBacktracking)]
    private static partial Regex Subjects();

    [GeneratedRegex(@"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,253}", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b[A-Za-z][A-Za-z0-9.-]{0,62}\\{1,2}[A-Za-z0-9._$-]{1,64}", RegexOptions.NonBacktracking)]
    private static partial Regex Logins();

    [GeneratedRegex(@"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){3,7}", RegexOptions.NonBacktracking)]
    private static partial Regex Ips();

    [GeneratedRegex(@"\b(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,10}[A-Za-z]{2,24}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Hosts();
}
