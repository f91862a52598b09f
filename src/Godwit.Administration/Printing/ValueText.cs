using System.Text.Json;

namespace Godwit.Administration.Printing;

/// <summary>A JSON value as an administrator is used to see it: True, {A, B}, nothing for null.</summary>
internal static class ValueText
{
    private const int MaxLength = 8_192;

    /// <summary>The whole value. Text from elsewhere is escaped: nothing in it can move a cursor.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => OtherSideText.Show(value.GetString(), MaxLength),
        JsonValueKind.Array => $"{{{string.Join(", ", value.EnumerateArray().Select(Of))}}}",
        JsonValueKind.Object => $"@{{{string.Join("; ", value.EnumerateObject().Select(field => $"{Spelling.Pascal(field.Name)}={Of(field.Value)}"))}}}",
        _ => value.GetRawText(),
    };
}
