using System.Text.Json;

namespace Godwit.Administration.Printing;

/// <summary>A field as it is shown.</summary>
internal readonly record struct ShownField(string Name, JsonElement Value);

/// <summary>One thing that a service told, field by field in its order, with the names that a cmdlet shows.</summary>
internal sealed class ShownObject
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement;

    private ShownObject(IReadOnlyList<ShownField> fields) => Fields = fields;

    /// <summary>The fields.</summary>
    public IReadOnlyList<ShownField> Fields { get; }

    /// <summary>A JSON object with its properties' names begun in capitals.</summary>
    public static ShownObject Of(JsonElement json) =>
        new([.. json.EnumerateObject().Select(property => new ShownField(Spelling.Pascal(property.Name), property.Value))]);

    /// <summary>Only these fields, in this order; one that this object lacks is empty. <c>*</c> is all that were not named.</summary>
    public ShownObject Select(IReadOnlyList<string> names) => new([.. names.SelectMany(name => name == "*" ? Fields.Where(field => !names.Any(other => Same(field.Name, other))) : [Find(name)])]);

    /// <summary>True when there is such a field.</summary>
    public bool Has(string name) => Fields.Any(field => Same(field.Name, name));

    /// <summary>A field's value as text; empty where there is none.</summary>
    public string Text(string name) => ValueText.Of(Find(name).Value);

    private ShownField Find(string name)
    {
        var found = Fields.FirstOrDefault(field => Same(field.Name, name));
        return found.Name is null ? new ShownField(name, Nothing) : found;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
