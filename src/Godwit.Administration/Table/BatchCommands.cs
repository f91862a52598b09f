namespace Godwit.Administration.Table;

/// <summary>Migration batches: mailboxes that are moved together.</summary>
internal static class BatchCommands
{
    private const string Names = "Its name; case does not matter.";

    private static readonly Parameter Csv = new("CSVData", ValueKind.File, "The list: a CSV file whose first line names the columns; `EmailAddress` is needed. At most 50,000 rows and 10 MB.") { Aliases = ["CsvFile"] };
    private static readonly Parameter Unknown = new("AllowUnknownColumnsInCsv", ValueKind.Flag, "Whether a column that is not known is passed over; else it is an error, which guards against misspelling.") { Default = "false" };
    private static readonly Parameter StartAfter = new("StartAfter", ValueKind.Moment, "No mail is copied before.");
    private static readonly Parameter CompleteAfter = new("CompleteAfter", ValueKind.Moment, "From then on a user who is synced is completed.");
    private static readonly Parameter TimeZone = new("TimeZone", ValueKind.Text, "The zone (IANA, `Europe/Berlin`) of times that are given without an offset.");
    private static readonly Parameter Notify = new("NotificationEmails", ValueKind.List, "Who is told about it.");
    private static readonly Parameter Interval = new("IncrementalSyncInterval", ValueKind.Duration, "How long after a sync the next one follows, up to 120 days; 0 switches them off.") { Default = "24h" };
    private static readonly Parameter BadItems = new("BadItemLimit", ValueKind.NumberOrUnlimited, "How many damaged items a user may lose before the move fails.") { Default = "0" };
    private static readonly Parameter LargeItems = new("LargeItemLimit", ValueKind.NumberOrUnlimited, "How many items over the target's size limit a user may lose before the move fails.") { Default = "0" };

    private static readonly string[] BatchColumns = ["Identity", "Status", "SourceEndpoint", "TotalCount", "SyncedCount", "FinalizedCount", "FailedCount"];

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MigrationBatch", "batch", "new", "Creates a batch from a list of mailboxes. The whole list is checked first and every mistake told at once, with line and column.")
        {
            Changes = true,
            Own =
            [
                new("Name", ValueKind.Text, "Its name, at most 64 characters.") { IsRequired = true, Position = 0 }, Csv with { IsRequired = true }, Unknown,
                new("SourceEndpoint", ValueKind.Text, "The endpoint that the mailboxes come from."),
                new("TargetEndpoint", ValueKind.Text, "The endpoint that the mailboxes go to."),
                new("TargetDeliveryDomain", ValueKind.Text, "The domain of the addresses that mail is forwarded to after the switch."),
                new("AutoStart", ValueKind.Switch, "Starts it at once."), new("AutoComplete", ValueKind.Switch, "Completes each user as soon as the initial sync is done."),
                StartAfter, CompleteAfter, TimeZone, Notify, Interval, BadItems, LargeItems,
            ],
            Rules = [new(RuleKind.AtLeastOne, "SourceEndpoint", "TargetEndpoint"), new(RuleKind.AtMostOne, "AutoComplete", "CompleteAfter")],
            Examples =
            [
                "New-MigrationBatch -Name Tuesday -SourceEndpoint north -CSVData tuesday.csv -TargetDeliveryDomain new.example -AutoStart",
                "batch new --name Friday --source-endpoint north --csv-data friday.csv --complete-after 2026-11-27T22:00 --time-zone Europe/Berlin",
            ],
        },
        new("Get-MigrationBatch", "batch", "get", "Shows one batch, or all.")
        {
            Own =
            [
                CommonParameters.Identity(Names, isRequired: false), new("Endpoint", ValueKind.Text, "Only batches that use this endpoint."), new("Status", ValueKind.Text, "Only batches in this state."),
            ],
            Rules = [new(RuleKind.AtMostOne, "Identity", "Endpoint"), new(RuleKind.AtMostOne, "Identity", "Status")],
            Columns = BatchColumns, Examples = ["Get-MigrationBatch", "Get-MigrationBatch Tuesday"],
        },
        new("Set-MigrationBatch", "batch", "set", "Changes a batch, adds mailboxes to it, or has its synced users synced now. A user's own setting goes before the batch's.")
        {
            Changes = true,
            Own =
            [
                CommonParameters.Identity(Names),
                new("AddUsers", ValueKind.Switch, "Adds the mailboxes of `-CSVData` that are not in it yet."), Csv, Unknown with { Default = null },
                new("SyncNow", ValueKind.Switch, "An incremental sync of every synced user now."),
                StartAfter, CompleteAfter, TimeZone, Notify, Interval with { Default = null }, BadItems with { Default = null }, LargeItems with { Default = null },
            ],
            Rules =
            [
                new(RuleKind.Needs, "AddUsers", "CSVData"), new(RuleKind.Needs, "CSVData", "AddUsers"), new(RuleKind.Needs, "AllowUnknownColumnsInCsv", "CSVData"),
                new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter"),
                new(RuleKind.AtLeastOne, "AddUsers", "SyncNow", "StartAfter", "CompleteAfter", "NotificationEmails", "IncrementalSyncInterval", "BadItemLimit", "LargeItemLimit"),
            ],
            Examples = ["Set-MigrationBatch Tuesday -SyncNow", "Set-MigrationBatch Tuesday -CompleteAfter 2026-11-27T22:00:00+01:00"],
        },
        Act("Start-MigrationBatch", "start", "Starts a batch, goes on with a stopped one, and tries failed users again."),
        Act("Stop-MigrationBatch", "stop", "Stops what is active or waits; what is done stays done."),
        Act("Complete-MigrationBatch", "complete", "Completes every synced user: a last sync, then the switch."),
        Act("Remove-MigrationBatch", "remove", "Removes a batch with its users; their reports stay."),
    ];

    private static Command Act(string cmdlet, string verb, string meaning) =>
        new(cmdlet, "batch", verb, meaning) { Changes = true, Own = [CommonParameters.Identity(Names)], Examples = [$"{cmdlet} Tuesday"] };
}
