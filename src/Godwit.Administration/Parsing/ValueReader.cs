namespace Godwit.Administration.Parsing;

/// <summary>Reads values from the words of a command line. What is wrong becomes a sentence; a value that may be long or foreign is shown escaped and cut.</summary>
internal static class ValueReader
{
    private const int MaxTextLength = 1_024;
    private static readonly char[] Units = ['s', 'm', 'h', 'd'];

    /// <summary>The value of a parameter that is no list, or null with what is wrong in <paramref name="problem"/>.</summary>
    public static object? Read(Parameter parameter, string text, out string problem)
    {
        problem = "";
        if (text.Length > MaxTextLength && parameter.Kind != ValueKind.List) return Wrong("is longer than 1,024 characters", out problem);
        return parameter.Kind switch
        {
            ValueKind.Switch or ValueKind.Flag => Flag(text) ?? Wrong("takes true or false; in a Unix shell write true, or '$true' in quotes", out problem),
            ValueKind.Number => Number(text) ?? Wrong("takes a whole number, 0 or more", out problem),
            ValueKind.NumberOrUnlimited => Same(text, "unlimited") ? Unlimited.Value : Number(text) ?? Wrong("takes a whole number, 0 or more, or Unlimited", out problem),
            ValueKind.Duration => Duration(text) ?? Wrong("takes a duration such as 24:00:00, 1.00:00:00, 90m, 24h or 7d", out problem),
            ValueKind.Moment => Moment.Read(text) is { } moment ? moment : Wrong("takes a time such as 2026-11-27T22:00+01:00, or 2026-11-27T22:00 together with -TimeZone; none for no time", out problem),
            ValueKind.Choice => Word(parameter, text) ?? Wrong($"takes {string.Join(", ", parameter.Words)}", out problem),
            ValueKind.Address => Address(text) ?? Wrong("takes an https address", out problem),
            ValueKind.Credential => Account(text, out problem),
            _ => text.Length == 0 ? Wrong("has an empty value", out problem) : text,
        };
    }

    /// <summary>The texts of a list, which stand in one word with commas between or in several words.</summary>
    public static IReadOnlyList<string> ReadList(IEnumerable<string> words, out string problem)
    {
        var texts = words.SelectMany(word => word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        problem = texts.Count == 0 ? "has an empty value" : texts.Any(text => text.Length > MaxTextLength) ? "has an entry longer than 1,024 characters" : "";
        return texts;
    }

    private static object? Wrong(string sentence, out string problem)
    {
        problem = sentence;
        return null;
    }

    private static object? Flag(string text) => text.ToUpperInvariant() switch { "$TRUE" or "TRUE" => true, "$FALSE" or "FALSE" => false, _ => null };

    private static object? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null;

    private static object? Duration(string text)
    {
        if (text.Length > 1 && Array.IndexOf(Units, char.ToLowerInvariant(text[^1])) is >= 0 and var unit)
            return Number(text[..^1]) is long count && count <= 36_500 * 86_400L ? Of(count, unit) : null;
        return text == "0" ? TimeSpan.Zero : Clock(text);
    }

    // [d.]hh:mm[:ss]. Not TimeSpan.Parse, for which 24:00:00 is 24 days.
    private static object? Clock(string text)
    {
        var days = text.Split('.');
        var parts = days[^1].Split(':').Select(Number).ToList();
        if (days.Length > 2 || parts.Count is < 2 or > 3 || parts.Contains(null) || parts.Skip(1).Any(part => part is > 59L)) return null;
        return (days.Length == 2 ? Number(days[0]) : 0L) is long whole and <= 36_500 && parts[0] is long hours and <= 876_000
            ? TimeSpan.FromDays((int)whole) + TimeSpan.FromSeconds(hours * 3_600 + (long)parts[1]! * 60 + (parts.Count == 3 ? (long)parts[2]! : 0)) : null;
    }

    private static TimeSpan Of(long count, int unit) => unit switch { 0 => TimeSpan.FromSeconds(count), 1 => TimeSpan.FromSeconds(count * 60), 2 => TimeSpan.FromSeconds(count * 3_600), _ => TimeSpan.FromDays(Math.Min(count, 36_500)) };

    private static object? Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 ? url : null;

    private static object? Account(string text, out string problem)
    {
        if (text is ['$' or '(', ..]) return Wrong("takes the user's name; the password is asked for, or read from -CredentialFile or $GODWIT_CREDENTIALS_PASSWORD", out problem);
        return text.Length == 0 ? Wrong("has an empty value", out problem) : Keep(text, out problem);
    }

    private static object Keep(string text, out string problem)
    {
        problem = "";
        return text;
    }

    private static string? Word(Parameter parameter, string text) => parameter.Words.FirstOrDefault(word => Same(word, text));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
