using Godwit.Api;

namespace Godwit.Administration.Running;

/// <summary>One of several things that are wrong with the input, with its place, as a fault of its own line.</summary>
internal static class InputErrorText
{
    /// <summary>The fault; its sentence begins with line, column and field where they are known.</summary>
    public static Fault Fault(Fault whole, InputError error)
    {
        var place = string.Join(", ", ((string?[])
        [
            error.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line}") : null, error.Column is { } column ? $"column {OtherSideText.Show(column, 60)}" : null,
            error.Field is { } field && error.Line is null ? "-" + Spelling.Pascal(OtherSideText.Show(field, 60)) : null,
        ]).Where(part => part is not null));
        return whole with { Kind = whole.Kind with { Code = OtherSideText.Show(error.Code, 8) }, Told = (place.Length > 0 ? place + ": " : "") + OtherSideText.Show(error.Detail, 1_000) };
    }
}
