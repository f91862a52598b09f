using System.Net;
using System.Text.RegularExpressions;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Bundles;

/// <summary>
/// Takes out of a text what a colleague need not see, the same thing always for the same stand-in, so that lines still belong together: mail addresses, logins, names of directories, host names, IP
/// addresses, tokens and passwords. Addresses of the migration service stay (they are published), private ones stay private, so that the text can be analysed again. Request ids stay: they join the
/// logs. What looks like a word and is a name has to be learned first (<see cref="Learn(LogEntry)"/>).
/// </summary>
internal sealed partial class Redactor(AddressRanges service)
{
    private const int MaxNames = 100_000;
    private const int Address = 0, Login = 1, Host = 2, Ip = 3, Secret = 4;
    private static readonly string[] FileEndings = ["svc", "asmx", "aspx", "xml", "json", "log", "dll", "exe", "config", "html", "htm", "txt", "gz", "zip", "ashx"];
    private static readonly string[] NoNames = ["exchange", "mrsproxy", "anonymous", "localhost", "post", "get", "head", "options", "system"];
    private readonly Dictionary<string, string> _standIns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _learned = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _counts = new int[5];

    /// <summary>How many different things of each sort were taken out.</summary>
    public IReadOnlyDictionary<string, int> Counts => new Dictionary<string, int>
    {
        ["addresses"] = _counts[Address], ["logins"] = _counts[Login], ["hosts"] = _counts[Host], ["ipAddresses"] = _counts[Ip], ["secrets"] = _counts[Secret],
    };

    /// <summary>True: what stands behind "Subject:" is taken out too.</summary>
    public bool TakesSubjects { get; init; }

    /// <summary>Learns the names of an entry that are single words: users without a domain, servers by their short names.</summary>
    public void Learn(LogEntry entry)
    {
        Learn(entry.User, Login, "login");
        Learn(entry.Server, Host, "host");
        Learn(entry.Target, Host, "host");
    }

    /// <summary>The stand-in of a user's name, in whichever form it is written.</summary>
    public string OfUser(string name)
    {
        // Whoever signed in by an issuer is NAME (oidc:SUBJECT), and either may be anything.
        if (name.Contains("(oidc:", StringComparison.Ordinal)) return StandIn(name, Login, number => $"login{number}");
        Learn(name, Login, "login");
        return Redact(name);
    }

    /// <summary>The stand-in of what somebody calls a thing of the service: an address, else a name. A GUID stays.</summary>
    public string OfIdentity(string name) =>
        name.Length == 0 || Guid.TryParse(name, out _) ? name : name.Contains('@', StringComparison.Ordinal) || name.Contains("%40", StringComparison.Ordinal) ? Redact(name) : StandIn(name, Login, number => $"name{number}");

    /// <summary>The text without them.</summary>
    public string Redact(string text)
    {
        text = SecretTexts.TakeOut(text, () => _counts[Secret]++);
        if (TakesSubjects) text = Subjects().Replace(text, "${name}[subject]");
        text = Addresses().Replace(text, match => OfAddress(match.Value));
        text = Homes().Replace(text, match => match.Groups["name"].Value + StandIn(match.Groups["value"].Value, Login, number => $"login{number}"));
        text = Logins().Replace(text, match => OfLogin(match.Value));
        text = Directories().Replace(text, match => match.Groups["name"].Value + StandIn(match.Groups["value"].Value.Trim(), Login, number => $"name{number}"));
        text = OfIps(text);
        text = Hosts().Replace(text, match => IsHost(match.Value) ? StandIn(match.Value, Host, number => $"host{number}.redacted.example") : match.Value);
        return _learned.Count == 0 ? text : Words().Replace(text, match => _learned.GetValueOrDefault(match.Value, match.Value));
    }

    private void Learn(string name, int sort, string prefix)
    {
        if (name.Length < 2 || !name.Any(char.IsLetter) || NoNames.Contains(name, StringComparer.OrdinalIgnoreCase) || _learned.Count >= MaxNames || Words().Match(name) is not { Success: true } word || word.Length != name.Length) return;
        if (!_learned.ContainsKey(name)) _learned[name] = StandIn(name, sort, number => $"{prefix}{number}");
    }

    private static bool IsHost(string name)
    {
        var ending = name[(name.LastIndexOf('.') + 1)..];
        return !FileEndings.Contains(ending, StringComparer.OrdinalIgnoreCase) && !name.EndsWith("redacted.example", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("System.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>In a query the at sign is escaped; the address is the same.</summary>
    private string OfAddress(string text)
    {
        var made = StandIn(text.Replace("%40", "@", StringComparison.Ordinal), Address, number => $"user{number}@redacted.example");
        return text.Contains('@', StringComparison.Ordinal) ? made : made.Replace("@", "%40", StringComparison.Ordinal);
    }

    /// <summary>In JSON the backslash stands twice, in a query it is escaped; the login is the same.</summary>
    private string OfLogin(string text)
    {
        var between = text.Contains("\\\\", StringComparison.Ordinal) ? "\\\\" : text.Contains('\\', StringComparison.Ordinal) ? "\\" : "%5C";
        var made = StandIn(text.Replace(between, "\\", StringComparison.OrdinalIgnoreCase), Login, number => $"DOMAIN\\login{number}");
        return made.Replace("\\", between, StringComparison.Ordinal);
    }

    /// <summary>Where a letter follows it is no address: <c>[Type]::Default</c>.</summary>
    private string OfIps(string text) =>
        Ips().Replace(text, match => match.Index + match.Length is var end && end < text.Length && char.IsLetterOrDigit(text[end]) ? match.Value : OfIp(match.Value));

    private string OfIp(string text)
    {
        // What stands before may belong to a word or a time: "c-ip:2001:db8::1", "10:00:02:203.0.113.9".
        var start = text.StartsWith(':') && !text.StartsWith("::", StringComparison.Ordinal) ? 1 : 0;
        if (!IPAddress.TryParse(text.AsSpan(start), out var parsed) && text.Contains('.', StringComparison.Ordinal)) start = text.LastIndexOf(':') + 1;
        if (!IPAddress.TryParse(text.AsSpan(start), out parsed) || CallerAddress.Of(parsed) is not { IsKnown: true } address || address.IsLoopback || service.Contains(address)) return text;
        var net = address.IsPrivate ? "10.255" : "198.18";
        return text[..start] + StandIn(address.ToString(), Ip, number => string.Create(CultureInfo.InvariantCulture, $"{net}.{number / 250 % 250}.{number % 250 + 1}"));
    }

    private string StandIn(string original, int sort, Func<int, string> make)
    {
        if (_standIns.TryGetValue(original, out var known)) return known;
        var made = make(++_counts[sort]);
        if (_standIns.Count < MaxNames) _standIns[original] = made;
        return made;
    }

    [GeneratedRegex(@"(?<name>(?i:subject)[""']?\s*[=:>]\s*).+", RegexOptions.NonBacktracking)]
    private static partial Regex Subjects();

    // A byte that is no UTF-8 was read as U+FFFD: a log may be written in an older code.
    [GeneratedRegex(@"[\p{L}\p{N}\uFFFD._%+'-]+(?:@|%40)[\p{L}\p{N}\uFFFD.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"(?<name>(?i:[/\\](?:home|users)[/\\]+))(?<value>[^/\\\s""',;:]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Homes();

    [GeneratedRegex(@"\b\p{L}[\p{L}\p{N}\uFFFD.-]*(?:\\{1,2}|%5[Cc])[\p{L}\p{N}\uFFFD._$-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Logins();

    // Distinguished names (RFC 4514), Exchange's own form of them with slashes, and account identifiers.
    [GeneratedRegex(@"(?<name>\b(?i:CN|OU|DC|O)=|/(?i:cn|ou|o)=|\bS-1-5-21)(?<value>[^,/;+""\r\n&=<>\[\]]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Directories();

    [GeneratedRegex(@"(?:[0-9A-Fa-f:]*:)?\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|(?:\b[0-9A-Fa-f]{1,4})?(?::[0-9A-Fa-f]{0,4}){2,7}", RegexOptions.NonBacktracking)]
    private static partial Regex Ips();

    [GeneratedRegex(@"\b(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,10}\p{L}{2,24}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Hosts();

    [GeneratedRegex(@"[\p{L}\p{N}_\uFFFD$-]+(?:\.[\p{L}\p{N}_\uFFFD$-]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
