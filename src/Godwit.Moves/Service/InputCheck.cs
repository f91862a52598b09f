namespace Godwit.Moves;

/// <summary>Gathers everything that is wrong with an input, so that it is told at once.</summary>
internal sealed class InputCheck
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(120);
    private const int MostFolders = 1000, LongestEntry = 1000;
    private readonly List<InputError> _errors = [];

    /// <summary>All so far.</summary>
    public IReadOnlyList<InputError> Errors => _errors;

    /// <summary>Notes a problem with a field.</summary>
    public void Add(string field, string told) => _errors.Add(new InputError(MoveFaults.BadValue.Code, told, field));

    /// <summary>Notes problems.</summary>
    public void AddRange(IEnumerable<InputError> errors) => _errors.AddRange(errors);

    /// <exception cref="InputException">There are problems.</exception>
    public void ThrowIfAny() => MoveFaults.ThrowIfAny(_errors);

    /// <summary>A name of something that is referred to.</summary>
    public string Name(string field, string? given)
    {
        var name = given?.Trim() ?? "";
        if (name.Length is 0 or > 64) Add(field, $"{field} must have 1 to 64 characters.");
        else if (name.Any(char.IsControl)) Add(field, $"{field} must not hold control characters.");
        else if (Guid.TryParse(name, out _)) Add(field, $"{field} must not look like a GUID.");
        return name;
    }

    /// <summary>A text of at most so many characters, or null.</summary>
    public string? Text(string field, string? given, int most)
    {
        if (given?.Length > most) Add(field, string.Create(CultureInfo.InvariantCulture, $"{field} must have at most {most} characters."));
        return given;
    }

    /// <summary>A list of at most so many texts.</summary>
    public IReadOnlyList<string>? Texts(string field, IReadOnlyList<string>? given, int most)
    {
        if (given?.Count > most) Add(field, string.Create(CultureInfo.InvariantCulture, $"{field} must name at most {most}."));
        foreach (var text in (given ?? []).Take(most))
        {
            if (string.IsNullOrWhiteSpace(text)) Add(field, $"{field} has an empty entry.");
            Text(field, text, LongestEntry);
        }
        return given;
    }

    /// <summary>The domain of addresses, or null.</summary>
    public string? Domain(string field, string? given)
    {
        var domain = given?.Trim();
        if (domain is not null && Uri.CheckHostName(domain) != UriHostNameType.Dns) Add(field, $"'{OtherSideText.Show(domain)}' is no domain.");
        return domain;
    }

    /// <summary>An address.</summary>
    public string Address(string field, string? given)
    {
        if (MailAddress.Read(given?.Trim()) is { } address) return address.Text;
        Add(field, string.IsNullOrWhiteSpace(given) ? $"{field} is missing: the mailbox's address." : $"'{OtherSideText.Show(given)}' is no address that can be moved.");
        return "";
    }

    /// <summary>A time, with the zone for those without an offset.</summary>
    public ScheduledInstant? Time(string field, string? given, string? zone)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        var read = ScheduledInstant.Read(given, zone, out var problem);
        if (problem is not null) _errors.Add(problem with { Field = field });
        return read;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string field, int? given, int otherwise, int least, int most)
    {
        if (given < least || given > most) Add(field, string.Create(CultureInfo.InvariantCulture, $"{field} must be {least} to {most}."));
        return given ?? otherwise;
    }

    /// <summary>Time between syncs.</summary>
    public TimeSpan? Interval(string field, long? seconds)
    {
        if (seconds is null) return null;
        if (seconds < 0 || seconds > LongestInterval.TotalSeconds || seconds is > 0 and < 60) { Add(field, $"{field} must be 0 for none, or 60 seconds to 120 days."); return null; }
        return TimeSpan.FromSeconds(seconds.Value);
    }

    /// <summary>Patterns of folders.</summary>
    public IReadOnlyList<string>? Folders(string field, IReadOnlyList<string>? given)
    {
        Texts(field, given, MostFolders);
        foreach (var pattern in (given ?? []).Take(MostFolders).Where(static pattern => !string.IsNullOrWhiteSpace(pattern)))
        {
            var name = pattern.EndsWith("/*", StringComparison.Ordinal) ? pattern[..^2] : pattern;
            var wellKnown = name.Length > 2 && name.StartsWith('#') && name.EndsWith('#');
            if (!wellKnown && (name.Contains('*', StringComparison.Ordinal) || !FolderPath.TryParse(name, out _)))
                Add(field, $"'{OtherSideText.Show(pattern)}' is no folder; write Projects/2024, Projects/* for all below, or a well-known name such as #Inbox#.");
        }
        return given;
    }

    /// <summary>The fields that shall be emptied.</summary>
    public IReadOnlySet<string> Clear(IReadOnlyList<string>? given, params IReadOnlyList<string> known)
    {
        var fields = (given ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields.Where(field => !known.Contains(field, StringComparer.OrdinalIgnoreCase)))
            Add("clear", $"'{OtherSideText.Show(field)}' cannot be emptied; known are {string.Join(", ", known)}.");
        return fields;
    }
}
