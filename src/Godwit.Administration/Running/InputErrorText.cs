using System.Text.RegularExpressions;
using Godwit.Api;

namespace Godwit.Administration.Running;

/// <summary>One of the things that are wrong with the input, with its place, as a fault of its own line.</summary>
internal static class InputErrorText
{
    /// <summary>The fault; its sentence names line and column, or the parameter, once.</summary>
    public static Fault Fault(Fault whole, InputError error)
    {
        var told = OtherSideText.Show(error.Detail, 1_000);
        return whole with { Kind = whole.Kind with { Code = OtherSideText.Show(error.Code, 8) }, Told = error.Line is { } line ? InLine(line, error.Column, told) : OfParameter(error.Field, told) };
    }

    // The service's sentences about a CSV begin with the place already.
    private static string InLine(int line, string? column, string told)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"Line {line}");
        return told.StartsWith(place + ":", StringComparison.Ordinal) || told.StartsWith(place + ",", StringComparison.Ordinal) ? told : $"{place}{(column is null ? "" : $", column {OtherSideText.Show(column, 60)}")}: {told}";
    }

    /// <summary>The service names the field of its API, whoever types a command knows the parameter.</summary>
    private static string OfParameter(string? field, string told)
    {
        if (string.IsNullOrEmpty(field)) return told;
        var parameter = "-" + Spelling.Pascal(OtherSideText.Show(field, 60));
        var named = Regex.Replace(told, $@"(?<![\w.-]){Regex.Escape(field)}\b", parameter.Replace("$", "$$", StringComparison.Ordinal));
        return named.Contains(parameter, StringComparison.Ordinal) ? named : $"{parameter}: {named}";
    }
}
