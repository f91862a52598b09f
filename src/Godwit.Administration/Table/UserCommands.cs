namespace Godwit.Administration.Table;

/// <summary>Migration users: one mailbox of a batch each.</summary>
internal static class UserCommands
{
    private const string Names = "The user's address, or the Guid where an address stands in more than one batch.";

    public static IReadOnlyList<Command> All { get; } =
    [
        new("Get-MigrationUser", "user", "get", "Shows one user, those of a batch, or all.")
        {
            Own =
            [
                CommonParameters.Identity(Names, isRequired: false), new("BatchId", ValueKind.Text, "Only users of this batch.") { Aliases = ["Batch"], Option = "--batch" },
                new("Status", ValueKind.Text, "Only users in this state."),
                new("StatusSummary", ValueKind.Choice, "Only users in states of this kind.") { Words = ["Active", "Synced", "Completed", "Failed", "Stopped"] },
                new("ResultSize", ValueKind.NumberOrUnlimited, "How many are shown at most.") { Default = "1000", IsLocal = true },
            ],
            Rules = [new(RuleKind.AtMostOne, "Identity", "BatchId"), new(RuleKind.AtMostOne, "Identity", "Status"), new(RuleKind.AtMostOne, "Identity", "StatusSummary")],
            Columns = ["Identity", "BatchId", "Status", "ItemsSynced", "ItemsSkipped", "WaitsFor"],
            Examples = ["Get-MigrationUser -BatchId Tuesday", "Get-MigrationUser anna@north.example -Property Status,WaitsFor"],
        },
        new("Set-MigrationUser", "user", "set", "Changes a user's own times, or syncs the user now.")
        {
            Changes = true,
            Own =
            [
                CommonParameters.Identity(Names), new("StartAfter", ValueKind.Moment, "No mail is copied before."), new("CompleteAfter", ValueKind.Moment, "From then on the user is completed once synced."),
                new("TimeZone", ValueKind.Text, "The zone (IANA) of times that are given without an offset."), new("SyncNow", ValueKind.Switch, "An incremental sync now."),
            ],
            Rules = [new(RuleKind.AtLeastOne, "StartAfter", "CompleteAfter", "SyncNow"), new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter")],
            Examples = ["Set-MigrationUser anna@north.example -SyncNow"],
        },
        Act("Start-MigrationUser", "start", "Starts a user, goes on with a stopped one, and tries a failed one again."),
        Act("Stop-MigrationUser", "stop", "Stops a user; what is copied stays."),
        Act("Remove-MigrationUser", "remove", "Takes a user out of its batch; the report stays."),
        new("Get-MigrationUserStatistics", "user", "statistics", "Shows how far a user is, how fast it goes and what it waited for.")
        {
            Own =
            [
                CommonParameters.Identity(Names), new("IncludeReport", ValueKind.Switch, "With the entries of the move report."), new("IncludeSkippedItems", ValueKind.Switch, "With what was left out, and why."),
                new("LimitSkippedItemsTo", ValueKind.Number, "How many of those at most."),
            ],
            Rules = [new(RuleKind.Needs, "LimitSkippedItemsTo", "IncludeSkippedItems")],
            Examples = ["Get-MigrationUserStatistics anna@north.example -IncludeReport -Format Json"],
        },
    ];

    private static Command Act(string cmdlet, string verb, string meaning) =>
        new(cmdlet, "user", verb, meaning) { Changes = true, Own = [CommonParameters.Identity(Names)], Examples = [$"{cmdlet} anna@north.example"] };
}
