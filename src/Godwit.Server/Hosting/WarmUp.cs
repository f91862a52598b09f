using Godwit.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Godwit.Server.Hosting;

/// <summary>
/// Asks the service's lists once while it starts, in the background: whoever asks first does not wait then until the routes are built, and until what reads and writes the records is compiled. Straight at
/// the routes, behind the sign-in; nothing is sent, changed or counted.
/// </summary>
internal sealed class WarmUp : IAsyncDisposable
{
    private const string FewRows = "?pageSize=5";
    internal static readonly string[] Lists = [ApiRoutes.Users, ApiRoutes.MoveRequests, ApiRoutes.Batches, ApiRoutes.Statistics, ApiRoutes.Limits];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins.</summary>
    /// <param name="web">The service's routes.</param>
    /// <param name="log">Takes what went wrong: the service works all the same.</param>
    public WarmUp(WebApplication web, Action<string> log) => Done = Task.Run(() => RunAsync(web, log));

    /// <summary>Ends when all lists have answered, or something went wrong; with how many answered.</summary>
    public Task<int> Done { get; }

    /// <summary>Ends; returns when nothing is asked any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Done.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<int> RunAsync(WebApplication web, Action<string> log)
    {
        var answered = 0;
        try
        {
            var routes = ((IEndpointRouteBuilder)web).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Where(IsForReading).ToLookup(static route => route.RoutePattern.RawText);
            for (; answered < Lists.Length; answered++) await AskAsync(routes[Lists[answered]].Single(), web.Services).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return answered;
        }
        catch (Exception broken)
        {
            log($"warning: the first answers may take longer: {broken}");
        }
        return answered;
    }

    private static bool IsForReading(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var only] && HttpMethods.IsGet(only);

    private async Task AskAsync(RouteEndpoint list, IServiceProvider services)
    {
        _stop.Token.ThrowIfCancellationRequested();
        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = _stop.Token };
            http.Request.Method = HttpMethods.Get;
            http.Request.QueryString = new QueryString(FewRows);
            http.SetEndpoint(list);
            await list.RequestDelegate!(http).ConfigureAwait(false);
        }
    }
}
