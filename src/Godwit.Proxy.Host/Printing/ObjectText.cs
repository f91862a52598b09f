using System.Text.Json;
using Godwit.Proxy.Host.Commands;

namespace Godwit.Proxy.Host.Printing;

/// <summary>Prints objects as lists, tables, JSON or CSV.</summary>
internal static class ObjectText
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Prints objects in a format.</summary>
    public static void Write(TextWriter output, string format, IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> objects)
    {
        switch (format.ToUpperInvariant())
        {
            case "LIST": WriteLists(output, objects); break;
            case "TABLE": WriteTable(output, Heads(objects), [.. objects.Select(Values)]); break;
            case "JSON": output.WriteLine(JsonSerializer.Serialize(objects.Select(fields => fields.ToDictionary()), Json)); break;
            case "CSV": WriteCsv(output, objects); break;
            default: throw DirectoryFields.Refuse("-Format needs List, Table, Json or Csv.");
        }
    }

    /// <summary>Prints rows under heads, each column as wide as it must be.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max()).ToList();
        foreach (var row in rows.Prepend(heads)) output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static void WriteLists(TextWriter output, IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> objects)
    {
        foreach (var fields in objects)
        {
            var width = fields.Max(field => field.Key.Length);
            foreach (var (name, value) in fields) output.WriteLine($"{name.PadRight(width)} : {Text(value)}".TrimEnd());
            output.WriteLine();
        }
    }

    private static void WriteCsv(TextWriter output, IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> objects)
    {
        if (objects.Count > 0) output.WriteLine(string.Join(',', Heads(objects)));
        foreach (var fields in objects) output.WriteLine(string.Join(',', Values(fields).Select(Quoted)));
    }

    private static List<string> Heads(IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> objects) => [.. objects.Take(1).SelectMany(fields => fields).Select(field => field.Key)];

    private static List<string> Values(IReadOnlyList<KeyValuePair<string, object?>> fields) => [.. fields.Select(field => Text(field.Value))];

    private static string Quoted(string text) => text.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "True" : "False",
        IEnumerable<string> list => $"{{{string.Join(", ", list)}}}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
