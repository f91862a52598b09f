using System.Text.Json.Nodes;

namespace Godwit.Administration.Calls;

/// <summary>What a request says, put together from the parameters that were given.</summary>
/// <param name="given">The command line.</param>
/// <param name="secrets">Where passwords come from.</param>
internal sealed class BodyText(GivenCommand given, Secrets secrets)
{
    private const int MaxFileBytes = 10 * 1024 * 1024;

    /// <summary>The JSON of these parameters; those that were not given are left out.</summary>
    /// <exception cref="FaultException">A file or a password cannot be read.</exception>
    public byte[] Of(IEnumerable<Parameter> parameters)
    {
        var body = new JsonObject();
        foreach (var parameter in parameters)
            if (given.Values.TryGetValue(parameter.Name, out var value)) Put(body, parameter, value);
        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private void Put(JsonObject body, Parameter parameter, object value)
    {
        if (IsNothing(value))
        {
            // A change empties what is to be nothing; a new thing just does not have it.
            if (given.Command.Method == HttpMethod.Patch) Cleared(body).Add(parameter.Field);
            return;
        }
        var names = parameter.Field.Split('.');
        foreach (var outer in names.SkipLast(1))
        {
            if (body[outer] is null) body[outer] = new JsonObject();
            body = body[outer]!.AsObject();
        }
        body[names[^1]] = Node(parameter, value);
    }

    private static bool IsNothing(object value) => value is Unlimited || value is Moment { Local: null };

    private static JsonArray Cleared(JsonObject body)
    {
        if (body["clear"] is null) body["clear"] = new JsonArray();
        return body["clear"]!.AsArray();
    }

    private JsonNode? Node(Parameter parameter, object value) => (parameter.Kind, value) switch
    {
        (ValueKind.Switch, _) => parameter.Says is { } word ? word : true,
        (ValueKind.Credential, string user) => new JsonObject { ["userName"] = user, ["password"] = secrets.PasswordOf(user, given.Text("CredentialFile")) },
        (ValueKind.File, string path) => FileText.Read(path, MaxFileBytes),
        (ValueKind.Secret, string path) => Secrets.FirstLine(path),
        (_, bool flag) => flag,
        (_, long number) => number,
        (_, TimeSpan time) => (long)time.TotalSeconds,
        (_, IReadOnlyList<string> texts) => new JsonArray([.. texts.Select(text => (JsonNode?)text)]),
        _ => Plain(value),
    };

    /// <summary>A value as a word of a query.</summary>
    public static string Plain(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IReadOnlyList<string> texts => string.Join(',', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
