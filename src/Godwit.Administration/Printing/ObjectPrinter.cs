using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Godwit.Administration.Printing;

/// <summary>How objects are printed.</summary>
internal enum ObjectFormat
{
    /// <summary>A field a line.</summary>
    List,
    /// <summary>An object a line.</summary>
    Table,
    /// <summary>JSON.</summary>
    Json,
    /// <summary>RFC 4180.</summary>
    Csv,
}

/// <summary>Prints objects as lists, tables, JSON or CSV; all four have the same names.</summary>
internal static class ObjectPrinter
{
    private const int WidestCell = 60;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints them.</summary>
    /// <param name="output">Where.</param>
    /// <param name="format">How.</param>
    /// <param name="objects">What.</param>
    /// <param name="isOne">True when the question was for one thing: JSON is an object then, else an array.</param>
    public static void Write(TextWriter output, ObjectFormat format, IReadOnlyList<ShownObject> objects, bool isOne)
    {
        switch (format)
        {
            case ObjectFormat.List: WriteLists(output, objects); break;
            case ObjectFormat.Table: WriteTable(output, objects); break;
            case ObjectFormat.Json: WriteJson(output, objects, isOne); break;
            default: WriteCsv(output, objects); break;
        }
    }

    private static void WriteLists(TextWriter output, IReadOnlyList<ShownObject> objects)
    {
        foreach (var shown in objects)
        {
            var width = shown.Fields.Select(field => field.Name.Length).DefaultIfEmpty().Max();
            foreach (var (name, value) in shown.Fields) output.WriteLine($"{name.PadRight(width)} : {ValueText.Of(value)}".TrimEnd());
            if (shown != objects[^1]) output.WriteLine();
        }
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<ShownObject> objects)
    {
        if (objects.Count == 0) return;
        var heads = objects[0].Fields.Select(field => field.Name).ToList();
        var rows = objects.Select(shown => shown.Fields.Select(field => Cut(ValueText.Of(field.Value))).ToList()).ToList();
        var widths = heads.Select((head, column) => rows.Max(row => Math.Max(row[column].Length, head.Length))).ToList();
        foreach (var row in (IEnumerable<List<string>>)[heads, [.. widths.Select(width => new string('-', width))], .. rows])
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string Cut(string cell) => cell.Length <= WidestCell ? cell : cell[..(WidestCell - 1)] + "\u2026";

    private static void WriteCsv(TextWriter output, IReadOnlyList<ShownObject> objects)
    {
        if (objects.Count > 0) output.Write(string.Join(',', objects[0].Fields.Select(field => Quoted(field.Name))) + "\r\n");
        foreach (var shown in objects) output.Write(string.Join(',', shown.Fields.Select(field => Quoted(ValueText.Of(field.Value)))) + "\r\n");
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void WriteJson(TextWriter output, IReadOnlyList<ShownObject> objects, bool isOne)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            if (isOne && objects.Count == 1) WriteObject(json, objects[0].Fields);
            else
            {
                json.WriteStartArray();
                foreach (var shown in objects) WriteObject(json, shown.Fields);
                json.WriteEndArray();
            }
        }
        output.WriteLine(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<ShownField> fields)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
        json.WriteEndObject();
    }

    // Nested objects get the same spelling, so that one path works in every format.
    private static void WriteValue(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object) WriteObject(json, value.EnumerateObject().Select(property => new ShownField(Spelling.Pascal(property.Name), property.Value)));
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray()) WriteValue(json, item);
            json.WriteEndArray();
        }
        else if (value.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else value.WriteTo(json);
    }
}
