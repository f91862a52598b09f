using System.Text;

namespace Godwit.Administration.Parsing;

/// <summary>The two spellings of one name, and what word processors make of quotes and dashes.</summary>
internal static class Spelling
{
    private const string DoubleQuotes = "\u201C\u201D\u201E\u201F", SingleQuotes = "\u2018\u2019\u201A\u201B", Dashes = "\u2010\u2011\u2012\u2013\u2014\u2212";

    /// <summary><c>RemoteServer</c> as <c>remote-server</c>, <c>MRSProxyEnabled</c> as <c>mrs-proxy-enabled</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var at = 0; at < name.Length; at++)
        {
            if (at > 0 && char.IsAsciiLetterUpper(name[at]) && (!char.IsAsciiLetterUpper(name[at - 1]) || at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1]))) text.Append('-');
            text.Append(char.ToLowerInvariant(name[at]));
        }
        return text.ToString();
    }

    /// <summary><c>RemoteServer</c> as <c>remoteServer</c>, <c>CSVData</c> as <c>csvData</c>: as JSON spells it.</summary>
    public static string Camel(string name)
    {
        var words = Kebab(name).Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(Pascal));
    }

    /// <summary><c>remoteServer</c> as <c>RemoteServer</c>: as a cmdlet shows it.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>
    /// The words of a command line as they were meant: a dash that a word processor made longer is a dash again, and what stands between curly quotes, which no shell knows, is one word.
    /// </summary>
    public static IReadOnlyList<string> Straighten(IReadOnlyList<string> words)
    {
        var straight = new List<string>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            while (Opens(word) && !Closes(word) && at + 1 < words.Count) word += " " + words[++at];
            straight.Add(Unquote(Dash(word)));
        }
        return straight;
    }

    private static string Dash(string word) => word.Length > 1 && Dashes.Contains(word[0], StringComparison.Ordinal) ? "-" + word[1..] : word;

    // "-Name:“Endpoint 1”" opens behind the colon.
    private static int OpeningAt(string word)
    {
        if (word.Length == 0) return -1;
        if (IsQuote(word[0])) return 0;
        var colon = word.AsSpan().IndexOfAny(':', '=');
        return word[0] == '-' && colon > 0 && colon + 1 < word.Length && IsQuote(word[colon + 1]) ? colon + 1 : -1;
    }

    private static bool Opens(string word) => OpeningAt(word) >= 0;

    private static bool Closes(string word) => OpeningAt(word) is var at && word.Length > at + 1 && IsQuote(word[^1]) && IsDouble(word[at]) == IsDouble(word[^1]);

    private static string Unquote(string word) => Opens(word) && Closes(word) ? word[..OpeningAt(word)] + word[(OpeningAt(word) + 1)..^1] : word;

    private static bool IsQuote(char c) => IsDouble(c) || SingleQuotes.Contains(c, StringComparison.Ordinal);

    private static bool IsDouble(char c) => DoubleQuotes.Contains(c, StringComparison.Ordinal);
}
