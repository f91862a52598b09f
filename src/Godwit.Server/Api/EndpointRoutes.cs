using Godwit.Server.Access;
using Godwit.Server.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Godwit.Server.Api;

/// <summary>Endpoints and their tests.</summary>
internal static class EndpointRoutes
{
    public static void Map(IEndpointRouteBuilder api, MigrationEndpoints endpoints)
    {
        api.MapGet(ApiRoutes.Endpoints, (EndpointType? type, int? pageSize, string? after) => endpoints.List(type, Paging.Read(pageSize, after))).WithName("Get-MigrationEndpoint");
        api.MapPost(ApiRoutes.Endpoints, (NewMigrationEndpoint wanted, HttpContext http, bool? whatIf) => Task.Run(() => endpoints.New(wanted, Asked.By(http, whatIf), http.RequestAborted))).Audited("New-MigrationEndpoint");
        api.MapGet(ApiRoutes.Endpoint, (string identity) => endpoints.Get(identity)).WithName("Get-MigrationEndpoint-One");
        api.MapPatch(ApiRoutes.Endpoint, (string identity, MigrationEndpointChanges changes, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) =>
            Task.Run(() => endpoints.Set(identity, changes, ifMatch, Asked.By(http, whatIf), http.RequestAborted))).Audited("Set-MigrationEndpoint");
        api.MapDelete(ApiRoutes.Endpoint, (string identity, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) => endpoints.Remove(identity, ifMatch, Asked.By(http, whatIf))).Audited("Remove-MigrationEndpoint");
        api.MapPost(ApiRoutes.EndpointTest, (string identity, HttpContext http) => Task.Run(() => endpoints.Test(identity, http.RequestAborted))).WithName("Test-MigrationServerAvailability-Endpoint").Needs(Role.Operator);
        api.MapGet(ApiRoutes.EndpointHealth, (string identity, int? pageSize, string? after) => endpoints.Health(identity, Paging.Read(pageSize, after))).WithName("Get-MigrationEndpoint-Health");
        api.MapPost(ApiRoutes.AvailabilityTests, (ServerAvailabilityTest wanted, HttpContext http) => Task.Run(() => endpoints.Test(wanted, http.RequestAborted))).WithName("Test-MigrationServerAvailability").Needs(Role.Operator);
    }
}

/// <summary>Who asks for what.</summary>
internal static class Asked
{
    /// <summary>The command of a request.</summary>
    public static Command By(HttpContext http, bool? whatIf) => new(SignIn.Of(http).Name, whatIf == true) { Request = RequestIds.Of(http).Own, Note = http.Items[AuditLine.Key] is AuditLine line ? line.Write : null };

    /// <summary>True when the request asks what would be; read as the routes' own parameter is.</summary>
    public static bool IsWhatIf(HttpContext http) => bool.TryParse(http.Request.Query["whatIf"], out var whatIf) && whatIf;

    /// <summary>A change: named, audited, for operators unless more is said.</summary>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string name) => route.WithName(name).WithMetadata(new AuditedAs(name));

    /// <summary>Needs this role.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Role role) => route.WithMetadata(new NeedsRole(role));
}
