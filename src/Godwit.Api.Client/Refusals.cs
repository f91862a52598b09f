using System.Net;
using System.Text.Json;

namespace Godwit.Api.Client;

/// <summary>Several things are wrong with what was asked for; the first fault stands for them, the rest are beside it.</summary>
/// <param name="fault">The refusal as a whole.</param>
/// <param name="errors">Each thing with its place.</param>
public sealed class InputRefusedException(Fault fault, IReadOnlyList<InputError> errors) : Exception(fault?.ToString())
{
    /// <summary>The refusal as a whole.</summary>
    public Fault Fault { get; } = fault!;

    /// <summary>Each thing that is wrong, with its place.</summary>
    public IReadOnlyList<InputError> Errors { get; } = errors;
}

/// <summary>Makes exceptions from answers that refuse.</summary>
internal static class Refusals
{
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The refusal, with the service's code where it sent one.</summary>
    public static async Task<Exception> ReadAsync(HttpResponseMessage answer, Uri service, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json" || answer.Content.Headers.ContentLength > MaxBytes) return Unexplained(answer.StatusCode, service);
        try
        {
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, ApiJson.Default.Problem) is { Code.Length: > 0 } problem ? Explained(problem) : Unexplained(answer.StatusCode, service);
        }
        catch (JsonException)
        {
            return Unexplained(answer.StatusCode, service);
        }
    }

    private static Exception Explained(Problem problem)
    {
        var remedy = Word(problem.Remedy, Remedy.GiveUp);
        var kind = new FaultKind(OtherSideText.Show(problem.Code, 8), OtherSideText.Show(problem.Title), Word(problem.Reach, Reach.Service), remedy);
        var fault = new Fault(kind, Word(problem.Side, Side.Service), OtherSideText.Show(problem.Detail, 2_000));
        return problem.Errors is { Count: > 0 } errors ? new InputRefusedException(fault, errors) : new FaultException(fault);
    }

    private static FaultException Unexplained(HttpStatusCode status, Uri service) => status switch
    {
        HttpStatusCode.Unauthorized => ClientFaults.Refuse(ClientFaults.NoSignIn, $"{service} refuses the sign-in (HTTP 401)."),
        _ => ClientFaults.Refuse(ClientFaults.AnswerNotUnderstood, string.Create(CultureInfo.InvariantCulture, $"What answers at {service} is no migration service: it refused with HTTP {(int)status} and no reason.")),
    };

    // The wire has "fix configuration" for FixConfiguration.
    private static T Word<T>(string? text, T otherwise) where T : struct, Enum =>
        Enum.TryParse<T>(text?.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : otherwise;
}
