using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Godwit.Server.Api;

/// <summary>What the OpenAPI document says besides the routes themselves: how to sign in, and how a refusal looks.</summary>
internal static class ApiDescription
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Adds it.</summary>
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer(static async (document, context, cancellation) =>
    {
        document.Info = new OpenApiInfo { Title = "Godwit migration service", Version = "v1", Description = "Endpoints, batches, users and move requests. Every change takes whatIf=true: checked and answered as it would be, and nothing is changed. Every answer names its request in the header request-id, which the service's logs have; what a client calls it in client-request-id, 1 to 128 printable ASCII characters, is given back and logged too." };
        document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellation).ConfigureAwait(false));
        foreach (var operation in document.Paths.Values.SelectMany(static path => path.Operations?.Values.AsEnumerable() ?? [])) AddProblem(operation, document);
        document.AddComponent(ApiRoutes.RequestIdHeader, new OpenApiHeader { Description = "The request's id in the service's logs and its audit.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } });
        foreach (var answer in document.Paths.Values.SelectMany(static path => path.Operations?.Values.AsEnumerable() ?? []).SelectMany(static operation => operation.Responses?.Values.AsEnumerable() ?? []).OfType<OpenApiResponse>())
            (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[ApiRoutes.RequestIdHeader] = new OpenApiHeaderReference(ApiRoutes.RequestIdHeader, document);
        AddSignIn(document);
    });

    private static void AddProblem(OpenApiOperation operation, OpenApiDocument document)
    {
        var refusal = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Problem), document) };
        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse { Description = "Refused, or failed; nothing was changed unless the sentence says so.", Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = refusal } });
    }

    private static void AddSignIn(OpenApiDocument document)
    {
        document.AddComponent("Basic", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "An administrator's name and password." });
        document.AddComponent("Bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token." });
        document.Security = [.. ((string[])["Basic", "Bearer"]).Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] })];
    }
}
