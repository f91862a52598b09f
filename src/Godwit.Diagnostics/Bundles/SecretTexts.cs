using System.Text;
using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Bundles;

/// <summary>
/// Finds what lets somebody in, by what stands before it (<c>password=</c>, <c>Authorization:</c>, <c>Cookie:</c>, a URL's user part) and by what it looks like: NTLM messages, Base64 of a name and a
/// password, long mixtures of letters and digits. Rather one word too many: GUIDs, which join the logs, are not among them.
/// </summary>
internal static partial class SecretTexts
{
    private const string StandIn = "[secret]";
    private const string Names = "password|passwd|pwd|passphrase|secret|token|cookie|api[-_]?key|access[-_]?key|assertion|samlresponse|signature|session[-_]?id";

    /// <summary>The text without them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Told of each one.</param>
    public static string TakeOut(string text, Action found)
    {
        foreach (var pattern in Named)
            text = pattern.Replace(text, match => Replace(match.Groups["name"].Value, found));
        text = PasswordWords().Replace(text, match => LooksChosen(match.Groups["value"].Value) ? Replace(match.Groups["name"].Value, found) : match.Value);
        text = Base64().Replace(text, match => IsLogon(match.Value) ? Replace("", found) : match.Value);
        return Long().Replace(text, match => IsMixed(match.Value) ? Replace("", found) : match.Value);
    }

    private static string Replace(string name, Action found)
    {
        found();
        return name + StandIn;
    }

    /// <summary>What follows the word password in a sentence is a password when no sentence has such a word.</summary>
    private static bool LooksChosen(string word) => word.Any(char.IsLetter) && word.Any(c => !char.IsLetter(c) && c is not ('.' or '-' or '(' or ')' or ':'));

    /// <summary>Base64 of <c>name:password</c> (RFC 7617), also without its padding.</summary>
    private static bool IsLogon(string text)
    {
        var bytes = new byte[text.Length];
        var padded = text.TrimEnd('=');
        if (!Convert.TryFromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='), bytes, out var length)) return false;
        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        return decoded.IndexOf(':', StringComparison.Ordinal) > 0 && !decoded.Any(c => char.IsControl(c) || c == '\uFFFD');
    }

    private static bool IsMixed(string text) => text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterLower) && text.Any(char.IsAsciiLetterUpper) && !Guid.TryParse(text, out _);

    private static readonly Regex[] Named = [UserPart(), CookieLines(), CookieJars(), Cookies(), Authorizations(), Schemes(), Quoted(), Values(), Ntlm()];

    // RFC 3986 section 3.2.1: the user part of a URL; up to the last at sign, since a password may hold one.
    [GeneratedRegex(@"(?<name>://)[^/\s""'<>]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UserPart();

    [GeneratedRegex(@"(?<name>(?i:\bcookie)[""']?\s*:\s*[""']?)[^""'\r\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex CookieLines();

    // The cookie column of IIS: pairs with ";+" between them.
    [GeneratedRegex(@"(?<name>)[^\s;,""=&]+=[^\s;,""]*(?:;\+[^\s;,""=]+=[^\s;,""]*)+", RegexOptions.NonBacktracking)]
    private static partial Regex CookieJars();

    [GeneratedRegex(@"(?<name>(?i:cadata[0-9a-z]*|exchangecookie|x-backendcookie|asp\.net_sessionid|mrhsession|nsc_[a-z0-9]+|azureappproxy[a-z]*|edgeaccesscookie|fedauth|rtfa|jsessionid|fortiwafsid)=)[^\s;,""&]+", RegexOptions.NonBacktracking)]
    private static partial Regex Cookies();

    [GeneratedRegex(@"(?<name>(?i:authorization)[""']?(?:\s*[:=]\s*|[\s+]+)[""']?(?i:(?:basic|ntlm|negotiate|bearer|digest|kerberos)[\s+]+))[^\s""',;&]+", RegexOptions.NonBacktracking)]
    private static partial Regex Authorizations();

    [GeneratedRegex(@"(?<name>\b(?i:basic|ntlm|negotiate|bearer|kerberos)[\s+]+)[A-Za-z0-9+/_.=-]{16,}", RegexOptions.NonBacktracking)]
    private static partial Regex Schemes();

    [GeneratedRegex(@"(?<name>(?i:" + Names + @")[""']?\s*[=:]\s*"")[^""\r\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<name>(?i:" + Names + @"|\bsig|\bsid)[""']?\s*(?:[=:>]|%3[Dd])\s*)[^\s&;,""'<>\[]+", RegexOptions.NonBacktracking)]
    private static partial Regex Values();

    [GeneratedRegex(@"(?<name>)TlRMTVNTUA[A-Za-z0-9+/=%_-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Ntlm();

    [GeneratedRegex(@"(?<name>\b(?i:password|passwd|pwd|passphrase|token)[\s+]+)(?<value>[^\s""',;&]{6,})", RegexOptions.NonBacktracking)]
    private static partial Regex PasswordWords();

    [GeneratedRegex(@"\b[A-Za-z0-9+/]{8,}={0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Base64();

    [GeneratedRegex(@"\b(?:[A-Za-z0-9_-]{24,}(?:\.[A-Za-z0-9_-]{10,})*|[A-Za-z0-9+/%]{40,}={0,2})", RegexOptions.NonBacktracking)]
    private static partial Regex Long();
}
