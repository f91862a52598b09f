using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Godwit.Server.Api;

/// <summary>Batches.</summary>
internal static class BatchRoutes
{
    public static void Map(IEndpointRouteBuilder api, MigrationBatches batches, MigrationUsers users)
    {
        api.MapGet(ApiRoutes.Batches, (string? endpoint, MigrationBatchStatus? status, int? pageSize, string? after) => batches.List(endpoint, status, Paging.Read(pageSize, after))).WithName("Get-MigrationBatch");
        api.MapPost(ApiRoutes.Batches, (NewMigrationBatch wanted, HttpContext http, bool? whatIf) => batches.New(wanted, Asked.By(http, whatIf))).Audited("New-MigrationBatch");
        api.MapGet(ApiRoutes.Batch, (string identity) => batches.Get(identity)).WithName("Get-MigrationBatch-One");
        api.MapPatch(ApiRoutes.Batch, (string identity, MigrationBatchChanges changes, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) =>
            batches.Set(identity, changes, ifMatch, Asked.By(http, whatIf))).Audited("Set-MigrationBatch");
        api.MapDelete(ApiRoutes.Batch, (string identity, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, bool? whatIf) => batches.Remove(identity, ifMatch, Asked.By(http, whatIf))).Audited("Remove-MigrationBatch");
        api.MapPost(ApiRoutes.BatchUsers, (string identity, AddedUsers added, HttpContext http, bool? whatIf) => batches.AddUsers(identity, added, Asked.By(http, whatIf))).Audited("Set-MigrationBatch-AddUsers");
        api.MapPost(ApiRoutes.BatchStart, (string identity, HttpContext http, bool? whatIf) => batches.Start(identity, Asked.By(http, whatIf))).Audited("Start-MigrationBatch");
        api.MapPost(ApiRoutes.BatchStop, (string identity, HttpContext http, bool? whatIf) => batches.Stop(identity, Asked.By(http, whatIf))).Audited("Stop-MigrationBatch");
        api.MapPost(ApiRoutes.BatchComplete, (string identity, CompletionOrder? order, HttpContext http, bool? whatIf) => batches.Complete(identity, order ?? new CompletionOrder(), Asked.By(http, whatIf))).Audited("Complete-MigrationBatch");
        api.MapPost(ApiRoutes.BatchSyncNow, (string identity, HttpContext http, bool? whatIf) => batches.SyncNow(identity, Asked.By(http, whatIf))).Audited("Set-MigrationBatch-SyncNow");
        api.MapGet(ApiRoutes.BatchReport, (string identity, int? startingRowIndex, int? rowCount) => Results.Text(BatchReport.Csv(users, batches.Get(identity).Identity, startingRowIndex ?? 0, rowCount ?? int.MaxValue), "text/csv; charset=utf-8"))
            .Produces<string>(200, "text/csv").WithName("Export-MigrationReport");
    }
}

/// <summary>A batch as CSV, a row a user.</summary>
internal static class BatchReport
{
    private const string Header = "Identity,MailboxEmailAddress,Status,ItemsSynced,ItemsSkipped,PercentageComplete,LastSuccessfulSyncTime,ErrorCode,ErrorMessage\r\n";

    public static string Csv(MigrationUsers users, string batch, int start, int count)
    {
        var text = new System.Text.StringBuilder(Header);
        var (row, after) = (0, (string?)null);
        do
        {
            var page = users.List(batch, null, null, null, new Paging(Paging.MostSize, after));
            foreach (var user in page.Items)
            {
                if (row++ < start) continue;
                if (row > start + (long)count) return text.ToString();
                text.AppendJoin(',', Fields(user).Select(Quoted)).Append("\r\n");
            }
            after = page.Next;
        }
        while (after is not null);
        return text.ToString();
    }

    private static string[] Fields(MigrationUser user) =>
    [
        user.Identity, user.MailboxEmailAddress, user.Status.ToString(), Number(user.ItemsSynced), Number(user.ItemsSkipped), Number(user.PercentageComplete),
        user.LastSuccessfulSyncTime?.ToString("O", CultureInfo.InvariantCulture) ?? "", user.ErrorSummary?.Code ?? "", user.ErrorSummary?.Message ?? "",
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // A field that begins like a formula would be one in a spreadsheet.
    private static string Quoted(string field)
    {
        var safe = field.Length > 0 && field[0] is '=' or '+' or '-' or '@' ? "'" + field : field;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
