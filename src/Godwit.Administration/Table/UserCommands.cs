using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>Migration users: one mailbox of a batch each.</summary>
internal static class UserCommands
{
    private static readonly IReadOnlyList<Parameter> Names =
    [
        CommonParameters.Identity("The user's address, or its Guid."),
        new("BatchId", ValueKind.Text, "The batch, where the address stands in more than one.") { Field = "batch", Option = "--batch", Aliases = ["Batch"], IsInQuery = true },
    ];

    public static IReadOnlyList<Command> All { get; } =
    [
        new("Get-MigrationUser", "user", "get", "Shows one user, those of a batch, or all.")
        {
            Route = ApiRoutes.User, ListRoute = ApiRoutes.Users,
            Own =
            [
                Names[0] with { IsRequired = false }, Names[1] with { Meaning = "Only users of this batch." }, new("EmailAddress", ValueKind.Text, "Only users with this address, on either side."),
                new("Status", ValueKind.Choice, "Only users in this state.") { Words = Enum.GetNames<MigrationUserStatus>() },
                new("StatusSummary", ValueKind.Choice, "Only users in states of this kind.") { Words = Enum.GetNames<MigrationUserStatusSummary>() }, CommonParameters.ResultSize,
            ],
            Rules = [new(RuleKind.AtMostOne, "Identity", "EmailAddress"), new(RuleKind.AtMostOne, "Identity", "Status"), new(RuleKind.AtMostOne, "Identity", "StatusSummary")],
            Columns = ["Identity", "BatchId", "Status", "PercentageComplete", "ItemsSynced", "ItemsSkipped"],
            Examples = ["Get-MigrationUser -BatchId Tuesday", "Get-MigrationUser anna@north.example -Property Status,WaitsFor"],
        },
        new("Set-MigrationUser", "user", "set", "Changes a user's own times or batch, syncs the user now, or lets removals through that were held back as suspiciously many.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.User, Body = typeof(MigrationUserChanges), IsVersioned = true,
            Own =
            [
                .. Names, .. CommonParameters.Changing(CommonParameters.StartAfter, CommonParameters.CompleteAfter, CommonParameters.TimeZone, CommonParameters.Priority),
                new("MoveToBatch", ValueKind.Text, "Takes it into another batch; what is copied stays copied.") { Field = "batchId" },
                new("SyncNow", ValueKind.Switch, "An incremental sync now.") { IsOrder = true, Route = ApiRoutes.UserSyncNow },
                new("ApproveDeletions", ValueKind.Number, "How many removals the next sync may do on the target.") { Field = "count", Route = ApiRoutes.UserApproveDeletions },
                new("Reason", ValueKind.Text, "Why; kept in the audit.") { Route = ApiRoutes.UserApproveDeletions },
            ],
            Rules =
            [
                new(RuleKind.AtLeastOne, "StartAfter", "CompleteAfter", "Priority", "MoveToBatch", "SyncNow", "ApproveDeletions"), new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter"),
                new(RuleKind.Needs, "ApproveDeletions", "Reason"), new(RuleKind.Needs, "Reason", "ApproveDeletions"),
            ],
            Examples = ["Set-MigrationUser anna@north.example -SyncNow", "Set-MigrationUser anna@north.example -CompleteAfter none"],
        },
        Act("Start-MigrationUser", "start", "Starts a user, goes on with a stopped one, and tries a failed one again.", ApiRoutes.UserStart),
        Act("Stop-MigrationUser", "stop", "Stops a user; what is copied stays.", ApiRoutes.UserStop),
        Act("Remove-MigrationUser", "remove", "Takes a user out of its batch; the report stays, and so does the mail on both sides.", ApiRoutes.User) with { Method = HttpMethod.Delete },
        new("Get-MigrationUserStatistics", "user", "statistics", "Shows how far a user is, how fast it goes and how long it waited.")
        {
            Route = ApiRoutes.UserStatistics,
            Own = [.. Names, new("IncludeReport", ValueKind.Switch, "With the entries of the move report."), new("IncludeSkippedItems", ValueKind.Switch, "With what was left out, and why.")],
            Examples = ["Get-MigrationUserStatistics anna@north.example -IncludeReport -Format Json"],
        },
    ];

    private static Command Act(string cmdlet, string verb, string meaning, string route) =>
        new(cmdlet, "user", verb, meaning) { Changes = true, Method = HttpMethod.Post, Route = route, Own = Names, Examples = [$"{cmdlet} anna@north.example"] };
}
