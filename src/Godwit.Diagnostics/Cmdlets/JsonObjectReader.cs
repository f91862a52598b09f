using System.Text.Json;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>Reads what <c>ConvertTo-Json</c> writes: every object with at least one simple property, nested ones too.</summary>
internal static class JsonObjectReader
{
    private const int MaxDepth = 100;

    /// <summary>The objects of a document, outer before inner.</summary>
    /// <exception cref="FormatException">It is no JSON, or nested too deep.</exception>
    public static IReadOnlyList<CmdletObject> Read(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var objects = new List<CmdletObject>();
            Collect(document.RootElement, source, objects);
            return objects;
        }
        catch (JsonException broken)
        {
            throw new FormatException($"it is no JSON: {OtherSideText.Show(broken.Message)}", broken);
        }
    }

    private static void Collect(JsonElement element, string source, List<CmdletObject> objects)
    {
        if (objects.Count >= CmdletText.MaxObjects) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, source, objects);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        var read = new CmdletObject(string.Create(CultureInfo.InvariantCulture, $"{source} object {objects.Count + 1}"));
        objects.Add(read);
        foreach (var property in element.EnumerateObject())
        {
            read.Set(property.Name, Text(property.Value));
            Collect(property.Value, source, objects);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => value.EnumerateObject().FirstOrDefault(property => property.Name is "Value" or "value" or "AbsoluteUri" or "Name") is { Value.ValueKind: JsonValueKind.String } named ? Text(named.Value) : "",
        _ => value.GetRawText(),
    };
}
