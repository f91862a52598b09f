using System.Globalization;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// Which keyword stands behind which small letter: the content of Dovecot's <c>dovecot-keywords</c>, lines of a number from 0 (letter a) to 25 and a name. Immutable.
/// </summary>
internal sealed class KeywordTable : IEquatable<KeywordTable>
{
    private const int Letters = 26;

    /// <summary>The longest keyword that is believed, in characters.</summary>
    private const int MaxKeyword = 255;

    private readonly string?[] _names;
    private readonly Dictionary<uint, KeywordSet> _sets = [];

    private KeywordTable(string?[] names) => _names = names;

    public static KeywordTable Empty { get; } = new(new string?[Letters]);

    /// <summary>Reads the file's text; lines that make no sense are passed over.</summary>
    public static KeywordTable Parse(string text)
    {
        var names = new string?[Letters];
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space <= 0 || !int.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= Letters) continue;
            var name = line[(space + 1)..].Trim();
            if (name.Length is > 0 and <= MaxKeyword) names[index] = name.ToString();
        }
        return new KeywordTable(names);
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string ToFileText()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Letters; i++)
        {
            if (_names[i] is { } name) text.Append(CultureInfo.InvariantCulture, $"{i} {name}\n");
        }
        return text.ToString();
    }

    /// <summary>All names, and the one that has a letter of its own everywhere.</summary>
    public KeywordSet All => KeywordSet.Of(_names.OfType<string>().Append(FlagLetters.PassedKeyword));

    public bool HasRoom => Array.IndexOf(_names, null) >= 0;

    /// <summary>The keywords behind these letters; a letter without a name means nothing. Repeated asking allocates nothing.</summary>
    public KeywordSet KeywordsOf(FlagLetters letters)
    {
        var key = letters.KeywordBits | (letters.HasPassed ? 1u << Letters : 0);
        if (key == 0) return KeywordSet.Empty;
        lock (_sets)
        {
            if (_sets.TryGetValue(key, out var known)) return known;
            if (_sets.Count >= 4096) _sets.Clear();
            return _sets[key] = KeywordSet.Of(Names(key));
        }
    }

    private IEnumerable<string> Names(uint key)
    {
        for (var i = 0; i < Letters; i++)
        {
            if ((key >> i & 1) != 0 && _names[i] is { } name) yield return name;
        }
        if (key >> Letters != 0) yield return FlagLetters.PassedKeyword;
    }

    /// <summary>
    /// The letters of these keywords; those without one are left out. Passed is told by its capital too, which Dovecot does not read but others do.
    /// </summary>
    public FlagLetters LettersOf(KeywordSet keywords)
    {
        var letters = default(FlagLetters);
        for (var i = 0; i < keywords.Count; i++)
        {
            var index = IndexOf(keywords[i]);
            if (index >= 0) letters |= FlagLetters.Keyword(index);
            if (keywords[i].Equals(FlagLetters.PassedKeyword, StringComparison.OrdinalIgnoreCase)) letters |= FlagLetters.Passed;
        }
        return letters;
    }

    public FlagLetters LettersOf(MessageFlags flags) => FlagLetters.From(flags.System) | LettersOf(flags.Keywords);

    public MessageFlags FlagsOf(FlagLetters letters) => new(letters.System, KeywordsOf(letters));

    /// <summary>True when every one of these has its letter.</summary>
    public bool Knows(KeywordSet keywords)
    {
        for (var i = 0; i < keywords.Count; i++)
        {
            if (IndexOf(keywords[i]) < 0) return false;
        }
        return true;
    }

    /// <summary>This table with these keywords, as far as there are letters left.</summary>
    public KeywordTable With(KeywordSet keywords)
    {
        var names = (string?[])_names.Clone();
        foreach (var keyword in keywords)
        {
            var free = Array.IndexOf(names, null);
            if (free < 0) break;
            if (IndexOf(keyword) < 0 && IsWritable(keyword)) names[free] = keyword;
        }
        return new KeywordTable(names);
    }

    private static bool IsWritable(string keyword) => keyword.Length <= MaxKeyword && !keyword.Any(c => char.IsControl(c) || c == ' ');

    /// <summary>The letters that mean something else here than there.</summary>
    public FlagLetters ChangedLetters(KeywordTable other)
    {
        var changed = default(FlagLetters);
        for (var i = 0; i < Letters; i++)
        {
            if (!string.Equals(_names[i], other._names[i], StringComparison.OrdinalIgnoreCase)) changed |= FlagLetters.Keyword(i);
        }
        return changed;
    }

    private int IndexOf(string keyword)
    {
        for (var i = 0; i < Letters; i++)
        {
            if (string.Equals(_names[i], keyword, StringComparison.OrdinalIgnoreCase)) return i;
        }
        return -1;
    }

    public bool Equals(KeywordTable? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    public override bool Equals(object? obj) => Equals(obj as KeywordTable);

    public override int GetHashCode() => ToFileText().GetHashCode(StringComparison.Ordinal);
}
