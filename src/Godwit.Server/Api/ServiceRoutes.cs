using System.Text.Json;
using Godwit.Server.Access;
using Godwit.Server.Health;
using Godwit.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Godwit.Server.Api;

/// <summary>The service itself: limits, statistics, health, events, audit, who may sign in.</summary>
internal static class ServiceRoutes
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api, ServiceParts parts)
    {
        api.MapGet(ApiRoutes.Config, () => parts.Configuration.Get()).WithName("Get-MigrationConfig");
        api.MapPatch(ApiRoutes.Config, (MigrationConfigChanges changes, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) => parts.Configuration.Set(changes, ifMatch, Asked.By(http, whatIf)))
            .Audited("Set-MigrationConfig").Needs(Role.Administrator);
        api.MapGet(ApiRoutes.Limits, (int? pageSize, string? after) => Paging.Read(pageSize, after).Of(parts.Configuration.Limits())).WithName("Get-MigrationLimit");
        api.MapGet(ApiRoutes.Statistics, () => parts.Configuration.Statistics()).WithName("Get-MigrationStatistics");
        api.MapGet(ApiRoutes.Targets, (int? pageSize, string? after) => Paging.Read(pageSize, after).Of(parts.Stores.All)).WithName("Get-MigrationTarget");
        api.MapGet(ApiRoutes.Health, (int? maxQueueScanAgeSeconds) => Paging.First.Of(parts.Health.Check(TimeSpan.FromSeconds(Math.Clamp(maxQueueScanAgeSeconds ?? ServiceHealth.UsualQueueScanAgeSeconds, 1, 86_400))))).WithName("Test-MRSHealth");
        api.MapGet(ApiRoutes.Events, (string? batch, HttpContext http) => StreamAsync(parts.Database.Events, batch, http, parts.Clock)).Produces<ServiceEvent>(200, "text/event-stream").WithName("Watch-Migration");
        api.MapGet(ApiRoutes.Audit, (string? identity, int? pageSize, string? after) => Audit(parts.Database, identity, Paging.Read(pageSize, after))).WithName("Get-MigrationAudit");
        MapAccess(api, parts);
    }

    private static void MapAccess(IEndpointRouteBuilder api, ServiceParts parts)
    {
        api.MapGet(ApiRoutes.Me, (HttpContext http) => SignIn.Of(http)).WithName("Get-SignedIn");
        api.MapGet(ApiRoutes.Administrators, (int? pageSize, string? after) => Paging.Read(pageSize, after).Of(parts.Access.Administrators())).WithName("Get-Administrator").Needs(Role.Administrator);
        api.MapPost(ApiRoutes.Administrators, (NewServiceAdministrator wanted, HttpContext http, bool? whatIf) => parts.Access.Add(wanted, Asked.By(http, whatIf))).Audited("New-Administrator").Needs(Role.Administrator);
        api.MapPatch(ApiRoutes.Administrator, (string identity, ServiceAdministratorChanges changes, HttpContext http, bool? whatIf) => parts.Access.Change(identity, changes, parts.Folder, Asked.By(http, whatIf)))
            .Audited("Set-Administrator").Needs(Role.Administrator);
        api.MapDelete(ApiRoutes.Administrator, (string identity, HttpContext http, bool? whatIf) => parts.Access.Remove(identity, Asked.By(http, whatIf))).Audited("Remove-Administrator").Needs(Role.Administrator);
        api.MapGet(ApiRoutes.Tokens, (HttpContext http, int? pageSize, string? after) => Paging.Read(pageSize, after).Of(parts.Access.Tokens(SignIn.Of(http)))).WithName("Get-Token");
        api.MapPost(ApiRoutes.Tokens, (NewAccessToken wanted, HttpContext http, bool? whatIf) => parts.Access.Issue(wanted, SignIn.Of(http), Asked.By(http, whatIf))).Audited("New-Token").Needs(Role.Reader);
        api.MapDelete(ApiRoutes.Token, (string identity, HttpContext http, bool? whatIf) => parts.Access.Withdraw(identity, SignIn.Of(http), Asked.By(http, whatIf))).Audited("Remove-Token").Needs(Role.Reader);
    }

    private static Page<AuditEntry> Audit(MoveDatabase database, string? identity, Paging paging) => database.Read(session =>
    {
        var entries = session.Records.Access.Audit(identity, paging.After is null ? long.MaxValue : paging.AfterNumber, paging.Size + 1);
        var shown = entries.Take(paging.Size).ToList();
        return new Page<AuditEntry>(shown, session.Records.Access.CountAudit(identity), entries.Count > paging.Size ? shown[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    });

    // Server-sent events as the HTML standard has them (section 9.2); a comment each 15 s keeps devices on the way from closing the connection.
    private static async Task StreamAsync(EventFeed feed, string? batch, HttpContext http, TimeProvider clock)
    {
        var last = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : feed.LastId;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(": godwit\n\n", http.RequestAborted).ConfigureAwait(false);
        while (!http.RequestAborted.IsCancellationRequested)
        {
            var (events, lost, more) = feed.Since(last);
            if (lost) await WriteAsync(http, new ServiceEvent(feed.LastId, clock.GetUtcNow(), "lost", "", null, null, null, null, null, null)).ConfigureAwait(false);
            foreach (var one in events.Where(one => batch is null || string.Equals(one.Batch, batch, StringComparison.OrdinalIgnoreCase))) await WriteAsync(http, one).ConfigureAwait(false);
            if (events.Count > 0) last = events[^1].Id;
            else if (lost) last = feed.LastId;
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            if (await Task.WhenAny(more, Task.Delay(Heartbeat, clock, http.RequestAborted)).ConfigureAwait(false) != more) await http.Response.WriteAsync(": still here\n\n", http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(HttpContext http, ServiceEvent one) =>
        http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {one.Id}\nevent: {one.Kind}\ndata: {JsonSerializer.Serialize(one, ApiJson.Default.ServiceEvent)}\n\n"), http.RequestAborted);
}
