using System.Net.Security;
using System.Text.Json;
using System.Text.Json.Serialization;
using Godwit.Server.Access;
using Godwit.Server.Api;
using Godwit.Server.Configuration;
using Godwit.Server.Pages;
using Godwit.Server.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Godwit.Server.Hosting;

/// <summary>The running service: its API, its workers, its housekeeping.</summary>
internal sealed class MigrationService : IAsyncDisposable
{
    private const long MostRequestBytes = 32L * 1024 * 1024;
    private static readonly TimeSpan WorkersEnd = TimeSpan.FromSeconds(25), RequestsEnd = TimeSpan.FromSeconds(3);
    private readonly WebApplication _web;
    private readonly Housekeeping _housekeeping;
    private readonly ServiceParts _parts;

    private MigrationService(WebApplication web, ServiceParts parts, Housekeeping housekeeping, WarmUp warmUp) => (_web, _parts, _housekeeping, WarmUp) = (web, parts, housekeeping, warmUp);

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string> Addresses => [.. _web.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>The file with the first administrator's password, when he was made at this start.</summary>
    public string? FirstPasswordFile { get; private init; }

    /// <summary>What it is made of.</summary>
    internal ServiceParts Parts => _parts;

    /// <summary>What makes its first answers as fast as the later ones.</summary>
    internal WarmUp WarmUp { get; }

    /// <summary>Starts the service; it works when this returns.</summary>
    /// <exception cref="FaultException">It cannot start.</exception>
    public static async Task<MigrationService> StartAsync(ServiceConfiguration configuration, TimeProvider clock, Action<string> log, CancellationToken cancellation)
    {
        var parts = new ServiceParts(configuration, clock, log);
        var web = Build(configuration, parts, log);
        var warmUp = new WarmUp(web, log);
        try
        {
            var first = parts.Access.MakeFirst(parts.Folder);
            EarlierMoves.KeepAnew(parts.Database, parts.Stores);
            await web.StartAsync(cancellation).ConfigureAwait(false);
            var housekeeping = new Housekeeping(parts, log);
            parts.Workers.Start();
            parts.Watches.Start();
            housekeeping.Start();
            return new MigrationService(web, parts, housekeeping, warmUp) { FirstPasswordFile = first };
        }
        catch (Exception refusal)
        {
            await warmUp.DisposeAsync().ConfigureAwait(false);
            await web.DisposeAsync().ConfigureAwait(false);
            await parts.DisposeAsync().ConfigureAwait(false);
            if (refusal is AddressInUseException or System.Net.Sockets.SocketException or IOException) throw MoveFaults.Refuse(MoveFaults.BadConfiguration, $"The service cannot listen: {refusal.Message}", refusal);
            throw;
        }
    }

    /// <summary>Ends: no new requests, moves to their next checkpoint, all within 30 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        var workers = Task.Run(() => _parts.Workers.Stop(WorkersEnd));
        using (var patience = new CancellationTokenSource(RequestsEnd)) await _web.StopAsync(patience.Token).ConfigureAwait(false);
        await workers.ConfigureAwait(false);
        _housekeeping.Dispose();
        await WarmUp.DisposeAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(ServiceConfiguration configuration, ServiceParts parts, Action<string> log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, configuration, parts));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = RequestsEnd);
        builder.Services.ConfigureHttpJsonOptions(static json => Describe(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi("v1", ApiDescription.Describe);
        var web = builder.Build();
        var signIn = new SignIn(parts.Access, parts.Issuer, parts.Clock);
        web.Use((context, next) => parts.Trace.InvokeAsync(context, next));
        web.Use((context, next) => parts.Monitoring.CountAsync(context, next));
        web.Use((context, next) => GuardAsync(context, next, log));
        web.Use((context, next) => parts.Monitoring.InvokeAsync(context, next));
        web.Use((context, next) => signIn.InvokeAsync(context, next));
        web.UseRouting();
        var filters = new ApiFilters(parts.Database);
        web.Use((context, next) =>
        {
            filters.RefuseRole(context);
            return next(context);
        });
        Map(web, parts, filters);
        return web;
    }

    private static void Listen(KestrelServerOptions kestrel, ServiceConfiguration configuration, ServiceParts parts)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
        foreach (var point in configuration.Listen)
        {
            kestrel.Listen(point, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = parts.Certificate.Current.Context }),
            }));
        }
    }

    /// <summary>JSON as <see cref="ApiJson"/> has it; what comes in must hold nothing that is not known.</summary>
    private static void Describe(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    private static void Map(WebApplication web, ServiceParts parts, ApiFilters filters)
    {
        web.MapOpenApi("/openapi/{documentName}.json");
        web.MapGet("/", () => Results.Content(MovesPage.Render(parts.Batches, parts.Users, parts.Configuration, parts.Clock.GetUtcNow()), "text/html; charset=utf-8")).ExcludeFromDescription();
        var api = web.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            var answer = await filters.InvokeAsync(context, next).ConfigureAwait(false);
            if (context.HttpContext.Request.Method != HttpMethods.Get) parts.Workers.Wake();
            return answer;
        });
        parts.Monitoring.Map(web);
        EndpointRoutes.Map(api, parts.Endpoints);
        BatchRoutes.Map(api, parts.Batches, parts.Users);
        UserRoutes.Map(api, parts.Users, parts.Requests);
        ServiceRoutes.Map(api, parts);
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, Action<string> log)
    {
        // Nothing of this belongs into a cache, and nothing is to be taken for a page that is none.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        try
        {
            if (CrossSite.IsForeign(context.Request)) throw CrossSite.Refusal();
            await next(context).ConfigureAwait(false);
            if (Answers.UnroutedProblem(context) is { } nowhere) await Answers.WriteAsync(context, nowhere).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;   // Whoever asked has gone.
        }
        catch (Exception thrown)
        {
            var problem = Answers.ProblemOf(thrown);
            if (problem is null) log($"error: request {RequestIds.Of(context).Own:D}, {OtherSideText.Show(context.Request.Method)} {OtherSideText.Show(context.Request.Path)}: {thrown}");
            await Answers.WriteAsync(context, problem ?? Problems.Of(new Fault(MoveFaults.WorkBroken, Side.Service, "Something went wrong that nobody foresaw; the service's log has the details."), StatusCodes.Status500InternalServerError)).ConfigureAwait(false);
        }
    }
}
