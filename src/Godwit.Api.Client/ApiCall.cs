namespace Godwit.Api.Client;

/// <summary>One request to the service. The text form shows no body.</summary>
/// <param name="Method">GET, POST, PATCH or DELETE.</param>
/// <param name="Path">The path, percent-encoded, from <see cref="ApiRoutes"/>.</param>
/// <param name="Body">JSON in UTF-8; null: none.</param>
/// <param name="Accept">The type that is asked for.</param>
public sealed record ApiCall(HttpMethod Method, string Path, byte[]? Body = null, string Accept = "application/json")
{
    private readonly List<KeyValuePair<string, string>> _query = [];

    /// <summary>The version that a change is meant for (RFC 9110 section 13.1.1); null for whichever there is.</summary>
    public string? IfMatch { get; init; }

    /// <summary>True when it asks what would be, and nothing may be changed.</summary>
    public bool IsWhatIf => _query.Exists(static pair => pair is { Key: "whatIf", Value: "true" });

    /// <summary>The parameters of the query, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    /// <summary>The same with one more parameter.</summary>
    public ApiCall With(string name, string value)
    {
        var call = new ApiCall(Method, Path, Body, Accept) { IfMatch = IfMatch };
        call._query.AddRange(_query);
        call._query.Add(new(name, value));
        return call;
    }

    /// <summary>Path and query.</summary>
    public string Target => _query.Count == 0 ? Path : Path + "?" + string.Join('&', _query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Method, path and query.</summary>
    public override string ToString() => $"{Method} {Target}";
}
