using System.Net;
using System.Text;

namespace Godwit.Server.Pages;

/// <summary>The page at the root: batches and the mailboxes that are being moved, rendered here and loaded anew every two seconds. No script.</summary>
internal static class MovesPage
{
    private const int MostUsers = 200;

    /// <summary>The page.</summary>
    public static string Render(MigrationBatches batches, MigrationUsers users, MigrationConfiguration configuration, DateTimeOffset now)
    {
        var page = new StringBuilder();
        var all = configuration.Statistics();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\"><title>Godwit: moves</title><style>")
            .Append("body{font:15px system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse;margin:0 0 2rem}th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid #ddd}td.n{text-align:right}")
            .Append("progress{width:9rem}.Failed{color:#a00}.Completed{color:#070}</style></head><body><h1>Moves</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{all.TotalCount} mailboxes: {all.ActiveCount} active, {all.SyncedCount} synced, {all.FinalizedCount} completed, {all.FailedCount} failed. {all.ItemsTransferred:N0} messages, {new ByteSize(all.BytesTransferred)}; {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.</p>");
        Batches(page, batches.List(null, null, Paging.First).Items);
        Users(page, users.List(null, null, null, null, new Paging(MostUsers, null)));
        return page.Append("</body></html>").ToString();
    }

    private static void Batches(StringBuilder page, IReadOnlyList<MigrationBatch> batches)
    {
        page.Append("<table><tr><th>Batch</th><th>Status</th><th>Total</th><th>Synced</th><th>Completed</th><th>Failed</th><th>Copied</th></tr>");
        foreach (var batch in batches)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(batch.Identity)}</td><td class=\"{batch.Status}\">{batch.Status}</td><td class=\"n\">{batch.TotalCount}</td><td class=\"n\">{batch.SyncedCount}</td><td class=\"n\">{batch.FinalizedCount}</td><td class=\"n\">{batch.FailedCount}</td><td class=\"n\">{new ByteSize(batch.BytesTransferred)}</td></tr>");
        page.Append("</table>");
    }

    private static void Users(StringBuilder page, Page<MigrationUser> users)
    {
        page.Append("<table><tr><th>Mailbox</th><th>Batch</th><th>Status</th><th>Progress</th><th>Messages</th><th>Waits for</th></tr>");
        foreach (var user in users.Items)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(user.Identity)}</td><td>{Text(user.BatchId)}</td><td class=\"{user.StatusSummary}\">{user.Status}</td><td><progress max=\"100\" value=\"{user.PercentageComplete}\"></progress> {user.PercentageComplete} %</td><td class=\"n\">{user.ItemsSynced:N0}</td><td>{Text(user.ErrorSummary is { } fault ? $"{fault.Code}: {fault.Message}" : user.WaitsFor.Told)}</td></tr>");
        page.Append("</table>");
        if (users.Total > users.Items.Count) page.Append(CultureInfo.InvariantCulture, $"<p>The first {users.Items.Count} of {users.Total}.</p>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
