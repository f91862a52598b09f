using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>The service as a whole: limits, sums, stores, health, reports, and what was done.</summary>
internal static class ServiceCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new("Get-MigrationConfig", "config", "get", "Shows the limits of the organisation.") { Route = ApiRoutes.Config, Examples = ["Get-MigrationConfig"] },
        new("Set-MigrationConfig", "config", "set", "Changes the limits of the organisation.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.Config, Body = typeof(MigrationConfigChanges), IsVersioned = true,
            Own =
            [
                new("MaxConcurrentMigrations", ValueKind.Number, "Over all endpoints together, 1 to 1000."), new("MaxNumberOfBatches", ValueKind.Number, "How many batches there may be."),
            ],
            Rules = [new(RuleKind.AtLeastOne, "MaxConcurrentMigrations", "MaxNumberOfBatches")],
            Examples = ["Set-MigrationConfig -MaxConcurrentMigrations 500"],
        },
        new("Get-MigrationLimit", "limit", "get", "Shows every limit that is in force, where it comes from, how much of it is used, and which one others wait for now.")
        {
            Route = ApiRoutes.Limits, Lists = true, Columns = ["Name", "Scope", "Value", "InUse", "Waiting", "Binds", "Origin"], Examples = ["Get-MigrationLimit"],
        },
        new("Get-MigrationTarget", "target", "get", "Shows the stores that the service's configuration names.")
        {
            Route = ApiRoutes.Targets, Lists = true, Columns = ["Name", "Kind", "Location", "Region"], Examples = ["Get-MigrationTarget"],
        },
        new("Get-MigrationStatistics", "statistics", "get", "Shows how many users there are in which state, over all batches.") { Route = ApiRoutes.Statistics, Examples = ["Get-MigrationStatistics"] },
        new("Get-MigrationAuditLog", "audit", "get", "Shows who changed what, the newest first.")
        {
            Route = ApiRoutes.Audit, Lists = true, Columns = ["At", "Who", "Action", "Identity", "Outcome"],
            Own = [new("Identity", ValueKind.Text, "Only what was done to this one.") { Position = 0 }, CommonParameters.ResultSize], Examples = ["Get-MigrationAuditLog -ResultSize 20"],
        },
        new("Export-MigrationReport", "report", "export", "Writes the report of a user, also after it was removed, or a row for each user of a batch as CSV.")
        {
            Route = ApiRoutes.UserReport, IsText = true,
            Own =
            [
                CommonParameters.Identity("The user's address or Guid.", isRequired: false), new("Batch", ValueKind.Text, "The batch.") { IsLocal = true },
                new("Path", ValueKind.NewFile, "The file; an existing one is not written over.") { IsLocal = true, Default = "the standard output" },
                new("As", ValueKind.Choice, "The form of a user's report.") { IsLocal = true, Words = ["Text", "Json"], Default = "Text" },
                new("StartingRowIndex", ValueKind.Number, "The first row of a batch's report.") { Default = "0" }, new("RowCount", ValueKind.Number, "How many rows of it.") { Default = "all" },
            ],
            Rules =
            [
                new(RuleKind.ExactlyOne, "Identity", "Batch"), new(RuleKind.AtMostOne, "As", "Batch"), new(RuleKind.Needs, "StartingRowIndex", "Batch"), new(RuleKind.Needs, "RowCount", "Batch"),
            ],
            Examples = ["Export-MigrationReport anna@north.example -Path anna.txt", "Export-MigrationReport -Batch Tuesday -Path tuesday.csv"],
        },
        new("Test-MRSHealth", "health", "test", "Tests the service: one row a check. Exit code 3 when one did not pass.")
        {
            Route = ApiRoutes.Health, Lists = true, Verdict = "Passed", Columns = ["Identity", "Check", "Passed", "Message"],
            Own = [new("MaxQueueScanAgeSeconds", ValueKind.Number, "How long ago the queue may have been looked through.") { Default = "1800" }], Examples = ["Test-MRSHealth"],
        },
    ];
}
