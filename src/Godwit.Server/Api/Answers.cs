using System.Text.Json;
using Godwit.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Api;

/// <summary>Answers that are no success.</summary>
internal static class Answers
{
    /// <summary>Writes a problem, with the id of its request.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted) return;
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem with { RequestId = RequestIds.Of(context).Own }, ApiJson.Default.Problem), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The problem behind something thrown; null for what nobody foresaw.</summary>
    public static Problem? ProblemOf(Exception thrown) => thrown switch
    {
        InputException input => Problems.Of(input),
        FaultException refusal => Problems.Of(refusal.Fault, StatusOf(refusal.Fault)),
        BadHttpRequestException bad => Problems.Of(new Fault(MoveFaults.BadValue, Side.Service, Told(bad)), bad.StatusCode),
        _ => null,
    };

    /// <summary>The problem of a request that no route took; null for others.</summary>
    public static Problem? UnroutedProblem(HttpContext context) => context.Response is not { HasStarted: false, ContentType: null } ? null : context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.Of(new Fault(MoveFaults.NotFound, Side.Service, "There is no such address; the OpenAPI document lists all of them.")),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(new Fault(MoveFaults.BadValue, Side.Service, $"This address does not take {OtherSideText.Show(context.Request.Method)}."), StatusCodes.Status405MethodNotAllowed),
        StatusCodes.Status415UnsupportedMediaType => Problems.Of(new Fault(MoveFaults.BadValue, Side.Service, "The body must be application/json."), StatusCodes.Status415UnsupportedMediaType),
        _ => null,
    };

    /// <summary>Statuses of kinds that only the server has.</summary>
    private static int StatusOf(Fault fault) =>
        fault.Kind == MoveFaults.SignInNeeded ? 401 : fault.Kind == MoveFaults.NotAllowed ? 403 : fault.Kind == MoveFaults.StoreUnusable || fault.Kind == MoveFaults.IssuerUnreachable ? 503 : Problems.Of(fault).Status;

    // The framework's sentence names the parameter, and for JSON the place; a value is in neither.
    private static string Told(BadHttpRequestException bad) =>
        bad.InnerException is JsonException json ? $"The request's body is not as it has to be, at {OtherSideText.Show(json.Path)}: {Reason(json)}" : OtherSideText.Show(bad.Message);

    private static string Reason(JsonException json) => json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "this field is not known." : "this value cannot be understood.";
}
