using System.Text.Json;

namespace Godwit.Server.Tests.Support;

/// <summary>A route as the OpenAPI document describes it.</summary>
internal sealed record DescribedRoute(HttpMethod Method, string Path, JsonElement? Body, JsonElement Document)
{
    public bool Reads => Method == HttpMethod.Get;

    /// <summary>The path with a name that nobody has.</summary>
    public string PathOf(string identity) => Path.Replace("{identity}", Uri.EscapeDataString(identity), StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}";

    public static async Task<IReadOnlyList<DescribedRoute>> AllAsync(HttpClient client)
    {
        var document = JsonDocument.Parse(await client.GetStringAsync(ApiRoutes.OpenApi)).RootElement;
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   let body = operation.Value.TryGetProperty("requestBody", out var described) ? described.GetProperty("content").GetProperty("application/json").GetProperty("schema") : (JsonElement?)null
                   select new DescribedRoute(HttpMethod.Parse(operation.Name), path.Name, body, document)];
    }

    /// <summary>The fields of the body.</summary>
    public IReadOnlyList<(string Name, JsonElement Schema)> Fields() =>
        Body is not { } body || !Resolve(body).TryGetProperty("properties", out var fields) ? [] : [.. fields.EnumerateObject().Select(static field => (field.Name, field.Value))];

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices)) return Resolve(choices.EnumerateArray().First(static choice => choice.TryGetProperty("$ref", out _)));
        if (!schema.TryGetProperty("$ref", out var reference)) return schema;
        return reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(Document, static (node, name) => node.GetProperty(name));
    }
}
