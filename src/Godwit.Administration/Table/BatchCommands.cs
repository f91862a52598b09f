using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>Migration batches: mailboxes that are moved together.</summary>
internal static class BatchCommands
{
    private const string Names = "Its name or Guid; case does not matter.";

    private static readonly Parameter Csv = new("CSVData", ValueKind.File, "The list: a CSV file whose first line names the columns; `EmailAddress` is needed. At most 50,000 rows and 10 MB.") { Aliases = ["CsvFile"] };
    private static readonly Parameter Users = new("Users", ValueKind.List, "Addresses, in place of a list or besides it.");
    private static readonly Parameter Unknown = new("AllowUnknownColumnsInCsv", ValueKind.Flag, "Whether a column that nobody knows is passed over; else it is an error, which guards against misspelling.") { Default = "false" };
    private static readonly Parameter DeliveryDomain = new("TargetDeliveryDomain", ValueKind.Text, "The domain of the addresses that mail is forwarded to after the switch.");
    private static readonly Parameter Notes = new("Notes", ValueKind.Text, "A remark.");

    private static readonly IReadOnlyList<Parameter> Common =
    [
        DeliveryDomain, CommonParameters.StartAfter, CommonParameters.CompleteAfter, CommonParameters.TimeZone, CommonParameters.Priority, CommonParameters.Interval, CommonParameters.BadItems, Notes,
    ];

    private static readonly Rule Zone = new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter");

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MigrationBatch", "batch", "new", "Creates a batch from a list of mailboxes. The whole list is checked first and every mistake told at once, with line and column.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.Batches, Body = typeof(NewMigrationBatch),
            Own =
            [
                new("Name", ValueKind.Text, "Its name, at most 64 characters.") { IsRequired = true, Position = 0 }, Csv, Users, Unknown,
                new("SourceEndpoint", ValueKind.Text, "The endpoint that the mailboxes come from; without it they come from a store of the service."),
                new("TargetEndpoint", ValueKind.Text, "The endpoint that the mailboxes go to; without it they go to a store of the service."),
                new("TargetDatabases", ValueKind.List, "The stores that they are put into by turns, where a row names none."),
                new("AutoStart", ValueKind.Switch, "Starts it at once."), new("AutoComplete", ValueKind.Switch, "Completes each user as soon as its initial sync is done."),
                .. Common, CommonParameters.IncludeFolders, CommonParameters.ExcludeFolders,
            ],
            Rules = [new(RuleKind.AtLeastOne, "CSVData", "Users"), new(RuleKind.AtMostOne, "AutoComplete", "CompleteAfter"), new(RuleKind.AtMostOne, "TargetEndpoint", "TargetDatabases"), Zone],
            Examples =
            [
                "New-MigrationBatch -Name Tuesday -SourceEndpoint north -CSVData tuesday.csv -TargetDeliveryDomain new.example -AutoStart",
                "batch new --name Friday --source-endpoint north --csv-data friday.csv --complete-after 2026-11-27T22:00 --time-zone Europe/Berlin",
            ],
        },
        new("Get-MigrationBatch", "batch", "get", "Shows one batch, or all.")
        {
            Route = ApiRoutes.Batch, ListRoute = ApiRoutes.Batches,
            Own =
            [
                CommonParameters.Identity(Names, isRequired: false), new("Endpoint", ValueKind.Text, "Only batches that use this endpoint."),
                new("Status", ValueKind.Choice, "Only batches in this state.") { Words = Enum.GetNames<MigrationBatchStatus>() },
            ],
            Rules = [new(RuleKind.AtMostOne, "Identity", "Endpoint"), new(RuleKind.AtMostOne, "Identity", "Status")],
            Columns = ["Identity", "Status", "SourceEndpoint", "TotalCount", "SyncedCount", "FinalizedCount", "FailedCount", "PercentageComplete"],
            Examples = ["Get-MigrationBatch", "Get-MigrationBatch Tuesday"],
        },
        new("Set-MigrationBatch", "batch", "set", "Changes a batch, adds mailboxes to it, or has its synced users synced now. A user's own setting goes before the batch's.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.Batch, Body = typeof(MigrationBatchChanges), IsVersioned = true,
            Own =
            [
                CommonParameters.Identity(Names), .. CommonParameters.Changing(Common),
                new("AddUsers", ValueKind.Switch, "Adds the mailboxes of `-CSVData` and `-Users` that are not in it yet.") { IsOrder = true, Route = ApiRoutes.BatchUsers },
                Csv with { Route = ApiRoutes.BatchUsers }, Users with { Route = ApiRoutes.BatchUsers }, Unknown with { Route = ApiRoutes.BatchUsers },
                new("SyncNow", ValueKind.Switch, "An incremental sync of every synced user now.") { IsOrder = true, Route = ApiRoutes.BatchSyncNow },
            ],
            Rules =
            [
                new(RuleKind.Needs, "AddUsers", "CSVData", "Users"), new(RuleKind.Needs, "CSVData", "AddUsers"), new(RuleKind.Needs, "Users", "AddUsers"), new(RuleKind.Needs, "AllowUnknownColumnsInCsv", "CSVData"), Zone,
                new(RuleKind.AtLeastOne, [.. Common.Where(parameter => parameter.Name != "TimeZone").Select(parameter => parameter.Name), "AddUsers", "SyncNow"]),
            ],
            Examples = ["Set-MigrationBatch Tuesday -SyncNow", "Set-MigrationBatch Tuesday -CompleteAfter 2026-11-27T22:00:00+01:00", "Set-MigrationBatch Tuesday -AddUsers -CSVData more.csv"],
        },
        Act("Start-MigrationBatch", "start", "Starts a batch, goes on with a stopped one, and tries failed users again.", ApiRoutes.BatchStart),
        Act("Stop-MigrationBatch", "stop", "Stops what is active or waits; what is done stays done.", ApiRoutes.BatchStop),
        Act("Complete-MigrationBatch", "complete", "Completes every synced user: a last sync, then the switch.", ApiRoutes.BatchComplete) with
        {
            Body = typeof(CompletionOrder), Own = [CommonParameters.Identity(Names), new("SyncAndComplete", ValueKind.Switch, "Refuses while a user has failed or is stopped; else those are left as they are.")],
        },
        Act("Remove-MigrationBatch", "remove", "Removes a batch with its users; their reports stay, and so does the mail on both sides.", ApiRoutes.Batch) with { Method = HttpMethod.Delete },
    ];

    private static Command Act(string cmdlet, string verb, string meaning, string route) =>
        new(cmdlet, "batch", verb, meaning) { Changes = true, Method = HttpMethod.Post, Route = route, Own = [CommonParameters.Identity(Names)], Examples = [$"{cmdlet} Tuesday"] };
}
