using System.Text;

namespace Godwit.Serving;

/// <summary>Values as they stand in logs: what comes from a client can neither start a line nor shift a column.</summary>
public static class LogText
{
    private const int MaxLength = 4096;

    /// <summary>A value between blanks, in the manner of W3C logs: <c>-</c> when empty, a plus for each blank and control character.</summary>
    public static string Token(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "-";
        if (value.Length > MaxLength) value = value[..MaxLength];
        return value.Any(IsUnsafe) ? string.Concat(value.Select(c => IsUnsafe(c) ? '+' : c)) : value;
    }

    /// <summary>A value between commas (RFC 4180), quoted where it must be; control characters become blanks.</summary>
    public static string Csv(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value.Length > MaxLength) value = value[..MaxLength];
        var text = new StringBuilder(value.Length + 2);
        foreach (var c in value) text.Append(c == ' ' || !IsUnsafe(c) ? c : ' ');
        var quoted = value.AsSpan().ContainsAny(',', '"') || value[0] is '#' or '=' or '+' or '@';
        return quoted ? $"\"{text.Replace("\"", "\"\"")}\"" : text.ToString();
    }

    private static bool IsUnsafe(char c) => c == ' ' || char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029';
}
