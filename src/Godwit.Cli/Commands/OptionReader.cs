using System.CommandLine;

namespace Godwit.Cli;

/// <summary>Reads option values; what cannot be read becomes a problem and a default, so that all problems are found in one go.</summary>
internal sealed class OptionReader(ParseResult given, Problems problems)
{
    /// <summary>What is wrong so far.</summary>
    public Problems Problems { get; } = problems;

    /// <summary>The option's text, or null.</summary>
    public string? Text(Option<string?> option) => Texts((Option)option) is [var first, ..] ? first : null;

    /// <summary>Every text of the option, in order.</summary>
    public IReadOnlyList<string> Texts(Option<string[]> option) => Texts((Option)option);

    // As they stand on the command line: an option that lacks its value has none here, where converting it would throw.
    private IReadOnlyList<string> Texts(Option option) => given.GetResult(option) is { } result ? [.. result.Tokens.Select(static token => token.Value)] : [];

    /// <summary>True when the option is there.</summary>
    public bool Flag(Option<bool> option) => given.GetResult(option) is { Implicit: false };

    /// <summary>The option as an absolute path, or null.</summary>
    public string? FilePath(Option<string?> option) => Text(option) switch { null => null, "" => Bad<string>(option, "needs a path"), var path => Path.GetFullPath(path) };

    /// <summary>A text with columns of a list in it, or null.</summary>
    public ColumnTemplate? Template(Option<string?> option) => Text(option) switch { null => null, "" => Bad<ColumnTemplate>(option, "needs a value"), var text => new ColumnTemplate(option.Name, text) };

    /// <summary>A whole number within bounds, or null.</summary>
    public long? Number(Option<string?> option, long lowest, long highest)
    {
        if (Text(option) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest) return number;
        Bad<object>(option, highest == long.MaxValue ? $"needs a whole number of at least {lowest}" : $"needs a whole number from {lowest} to {highest}");
        return null;
    }

    /// <summary>A number of bytes, or null: <c>25MB</c>.</summary>
    public long? Bytes(Option<string?> option, string suffix = "")
    {
        if (Text(option) is not { } text) return null;
        var size = suffix.Length > 0 && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;
        if (SizeText.TryParse(size, out var bytes)) return bytes;
        Bad<object>(option, $"needs a size such as 25MB{suffix}, 512kB{suffix} or 1GiB{suffix}");
        return null;
    }

    /// <summary>A day or a moment, or null: <c>2024-01-31</c>, <c>2024-01-31T08:00:00+01:00</c>; UTC where no offset is given.</summary>
    public DateTimeOffset? Moment(Option<string?> option)
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK"];
        if (Text(option) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return moment;
        Bad<object>(option, "needs a date such as 2024-01-31, or 2024-01-31T08:00:00+01:00");
        return null;
    }

    /// <summary>One of some words, the first when the option is not there.</summary>
    public string Choice(Option<string?> option, params string[] words)
    {
        var text = Text(option) ?? words[0];
        return words.Contains(text) ? text : Bad<string>(option, $"needs {string.Join(" or ", words)}") ?? words[0];
    }

    /// <summary>Flags and keywords by name.</summary>
    public MessageFlags Flags(Option<string[]> option)
    {
        var (system, keywords) = (SystemFlags.None, new List<string>());
        foreach (var name in Texts(option))
        {
            if (FlagText.TrySystem(name, out var flag)) system |= flag;
            else if (FlagText.IsKeyword(name)) keywords.Add(name);
            else Bad<object>(option, @"needs a flag (Seen, Answered, Flagged, Deleted, Draft) or a keyword such as $Forwarded");
        }
        return new MessageFlags(system, KeywordSet.Of(keywords));
    }

    /// <summary>Folder patterns: a path or a well-known name, each with <c>/*</c> at the end or not.</summary>
    public IReadOnlyList<string> Folders(Option<string[]> option)
    {
        foreach (var pattern in Texts(option))
        {
            if (FolderPatternText.Problem(pattern) is { } problem) Bad<object>(option, problem);
        }
        return Texts(option);
    }

    /// <summary>The store at this address; a problem when it is missing.</summary>
    public StoreAddress? Store(Option<string?> option)
    {
        try
        {
            if (Text(option) is { } text) return StoreAddress.Parse(option.Name, text);
            Problems.AddMissing(option.Name, $"{option.Name} is missing: it names the store, such as imaps://USER@HOST:PORT or maildir:PATH.");
        }
        catch (FaultException refusal)
        {
            Problems.Add(refusal.Fault);
        }
        return null;
    }

    private T? Bad<T>(Option option, string needs) where T : class
    {
        Problems.Add(UsageFaults.BadOptionValue, $"{option.Name} {needs}.");
        return null;
    }
}
