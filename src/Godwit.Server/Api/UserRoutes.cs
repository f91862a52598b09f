using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Godwit.Server.Api;

/// <summary>Users and move requests.</summary>
internal static class UserRoutes
{
    public static void Map(IEndpointRouteBuilder api, MigrationUsers users, MoveRequests requests)
    {
        MapUsers(api, users);
        MapRequests(api, requests);
    }

    private static void MapUsers(IEndpointRouteBuilder api, MigrationUsers users)
    {
        api.MapGet(ApiRoutes.Users, (string? batch, MigrationUserStatus? status, MigrationUserStatusSummary? statusSummary, string? emailAddress, int? pageSize, string? after) =>
            users.List(batch, status, statusSummary, emailAddress, Paging.Read(pageSize, after))).WithName("Get-MigrationUser");
        api.MapGet(ApiRoutes.User, (string identity, string? batch) => users.Get(identity, batch)).WithName("Get-MigrationUser-One");
        api.MapPatch(ApiRoutes.User, (string identity, string? batch, MigrationUserChanges changes, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) =>
            users.Set(identity, batch, changes, ifMatch, Asked.By(http, whatIf))).Audited("Set-MigrationUser");
        api.MapDelete(ApiRoutes.User, (string identity, string? batch, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) => users.Remove(identity, batch, ifMatch, Asked.By(http, whatIf))).Audited("Remove-MigrationUser");
        api.MapPost(ApiRoutes.UserStart, (string identity, string? batch, HttpContext http, bool? whatIf) => users.Start(identity, batch, Asked.By(http, whatIf))).Audited("Start-MigrationUser");
        api.MapPost(ApiRoutes.UserStop, (string identity, string? batch, HttpContext http, bool? whatIf) => users.Stop(identity, batch, Asked.By(http, whatIf))).Audited("Stop-MigrationUser");
        api.MapPost(ApiRoutes.UserSyncNow, (string identity, string? batch, HttpContext http, bool? whatIf) => users.SyncNow(identity, batch, Asked.By(http, whatIf))).Audited("Set-MigrationUser-SyncNow");
        api.MapPost(ApiRoutes.UserApproveDeletions, (string identity, string? batch, DeletionApproval approval, HttpContext http, bool? whatIf) => users.ApproveDeletions(identity, batch, approval, Asked.By(http, whatIf)))
            .Audited("Set-MigrationUser-ApproveDeletions").Needs(Role.Approver);
        api.MapGet(ApiRoutes.UserStatistics, (string identity, string? batch, bool? includeReport, bool? includeSkippedItems) => users.Statistics(identity, batch, includeReport == true, includeSkippedItems == true)).WithName("Get-MigrationUserStatistics");
        api.MapGet(ApiRoutes.UserReport, (string identity, string? batch, HttpContext http) => Report(users.Report(identity, batch), http)).Produces<MoveReport>().WithName("Get-MigrationUserReport");
    }

    private static void MapRequests(IEndpointRouteBuilder api, MoveRequests requests)
    {
        api.MapGet(ApiRoutes.MoveRequests, (string? batchName, MoveRequestStatus? moveStatus, bool? suspend, bool? highPriority, int? pageSize, string? after) =>
            requests.List(batchName, moveStatus, suspend, highPriority, Paging.Read(pageSize, after))).WithName("Get-MoveRequest");
        api.MapPost(ApiRoutes.MoveRequests, (NewMoveRequest wanted, HttpContext http, bool? whatIf) => requests.New(wanted, Asked.By(http, whatIf))).Audited("New-MoveRequest");
        api.MapGet(ApiRoutes.MoveRequest, (string identity) => requests.Get(identity)).WithName("Get-MoveRequest-One");
        api.MapPatch(ApiRoutes.MoveRequest, (string identity, MoveRequestChanges changes, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) =>
            requests.Set(identity, changes, ifMatch, Asked.By(http, whatIf))).Audited("Set-MoveRequest");
        api.MapDelete(ApiRoutes.MoveRequest, (string identity, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) => requests.Remove(identity, ifMatch, Asked.By(http, whatIf))).Audited("Remove-MoveRequest");
        api.MapPost(ApiRoutes.MoveRequestSuspend, (string identity, SuspendOrder? order, HttpContext http, bool? whatIf) => requests.Suspend(identity, order ?? new SuspendOrder(), Asked.By(http, whatIf))).Audited("Suspend-MoveRequest");
        api.MapPost(ApiRoutes.MoveRequestResume, (string identity, ResumeOrder? order, HttpContext http, bool? whatIf) => requests.Resume(identity, order ?? new ResumeOrder(), Asked.By(http, whatIf))).Audited("Resume-MoveRequest");
        api.MapGet(ApiRoutes.MoveRequestStatistics, (string identity, bool? includeReport) => requests.Statistics(identity, includeReport == true)).WithName("Get-MoveRequestStatistics");
    }

    private static IResult Report(MoveReport report, HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("text/plain", StringComparison.OrdinalIgnoreCase) ? Results.Text(Text(report)) : Results.Json(report, ApiJson.Default.MoveReport);

    private static string Text(MoveReport report)
    {
        var text = new StringBuilder();
        foreach (var entry in report.Entries) text.Append(CultureInfo.InvariantCulture, $"{entry.At:yyyy-MM-dd HH:mm:ss}Z [{entry.Node}] {entry.Type}: {entry.Message}\n");
        foreach (var failure in report.Failures) text.Append(CultureInfo.InvariantCulture, $"Failure, {failure.Count} times, last {failure.At:yyyy-MM-dd HH:mm:ss}Z: {failure.Code} ({failure.Side}): {failure.Message}\n");
        foreach (var item in report.SkippedItems) text.Append(CultureInfo.InvariantCulture, $"Left out, {item.Kind}: {item.FolderName}, '{item.Subject}', {item.MessageSize} bytes: {item.Failure.Code}: {item.Failure.Message}\n");
        return text.ToString();
    }
}
