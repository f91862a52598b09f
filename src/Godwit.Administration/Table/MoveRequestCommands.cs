using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>Move requests: what moves one mailbox, with or without a batch.</summary>
internal static class MoveRequestCommands
{
    private const string Names = "The mailbox's address, or the request's Guid.";

    private static readonly Parameter Suspend = new("SuspendWhenReadyToComplete", ValueKind.Switch, "Stops before the completion and waits for `Resume-MoveRequest`.");
    private static readonly Parameter Prevent = new("PreventCompletion", ValueKind.Flag, "Keeps the mailbox in step and never completes it.") { Default = "false" };
    private static readonly Parameter Database = new("TargetDatabase", ValueKind.Text, "The service's store that it is put into.");

    private static readonly IReadOnlyList<Parameter> Common =
        [CommonParameters.Priority, CommonParameters.StartAfter, CommonParameters.CompleteAfter, CommonParameters.TimeZone, CommonParameters.Interval, CommonParameters.BadItems];

    private static readonly Rule Zone = new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter");

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MoveRequest", "move-request", "new", "Moves one mailbox without a batch.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.MoveRequests, Body = typeof(NewMoveRequest),
            Own =
            [
                CommonParameters.Identity("The mailbox's address on the source."),
                new("SourceEndpoint", ValueKind.Text, "The endpoint it comes from; without it, from a store of the service."), new("TargetEndpoint", ValueKind.Text, "The endpoint it goes to; without it, to a store of the service."),
                Database, new("TargetAddress", ValueKind.Text, "Its address on the target.") { Default = "the same" },
                .. CommonParameters.Credentials("MailboxCredentials", "IMAP: the mailbox's own account, where the endpoint has no master user."),
                new("BatchName", ValueKind.Text, "A label to look for."),
                new("Suspend", ValueKind.Switch, "Creates it and does not start it."), new("SuspendComment", ValueKind.Text, "Why."), Suspend, Prevent, .. Common,
                CommonParameters.IncludeFolders, CommonParameters.ExcludeFolders,
            ],
            Rules = [new(RuleKind.Needs, "SuspendComment", "Suspend"), new(RuleKind.Needs, "CredentialFile", "MailboxCredentials"), new(RuleKind.AtMostOne, "TargetEndpoint", "TargetDatabase"), Zone],
            Examples = ["New-MoveRequest anna@north.example -SourceEndpoint north -SuspendWhenReadyToComplete"],
        },
        new("Get-MoveRequest", "move-request", "get", "Shows one move request, or all.")
        {
            Route = ApiRoutes.MoveRequest, ListRoute = ApiRoutes.MoveRequests,
            Own =
            [
                CommonParameters.Identity(Names, isRequired: false), new("MoveStatus", ValueKind.Choice, "Only those in this state.") { Words = Enum.GetNames<MoveRequestStatus>() },
                new("BatchName", ValueKind.Text, "Only those with this label."), new("Suspend", ValueKind.Flag, "Only those that are suspended, or that are not."),
                new("HighPriority", ValueKind.Flag, "Only those above Normal, or not above it."), CommonParameters.ResultSize,
            ],
            Rules = [.. ((string[])["MoveStatus", "BatchName", "Suspend", "HighPriority"]).Select(name => new Rule(RuleKind.AtMostOne, "Identity", name))],
            Columns = ["Identity", "Status", "StatusDetail", "PercentComplete", "BatchName", "Priority"],
            Examples = ["Get-MoveRequest -MoveStatus Failed"],
        },
        new("Set-MoveRequest", "move-request", "set", "Changes a move request.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.MoveRequest, Body = typeof(MoveRequestChanges), IsVersioned = true,
            Own =
            [
                CommonParameters.Identity(Names), .. CommonParameters.Changing([Suspend with { Kind = ValueKind.Flag }, Prevent, .. Common]),
                Database with { Meaning = Database.Meaning + " Only before anything is copied." },
            ],
            Rules = [new(RuleKind.AtLeastOne, "SuspendWhenReadyToComplete", "PreventCompletion", "Priority", "StartAfter", "CompleteAfter", "IncrementalSyncInterval", "BadItemLimit", "TargetDatabase"), Zone],
            Examples = ["Set-MoveRequest anna@north.example -Priority High -PreventCompletion $false"],
        },
        new("Suspend-MoveRequest", "move-request", "suspend", "Suspends a move request at its next checkpoint.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.MoveRequestSuspend, Body = typeof(SuspendOrder),
            Own = [CommonParameters.Identity(Names), new("SuspendComment", ValueKind.Text, "Why; kept in the report.")], Examples = ["Suspend-MoveRequest anna@north.example -SuspendComment \"until Monday\""],
        },
        new("Resume-MoveRequest", "move-request", "resume", "Goes on with a move request that is suspended, completes one that suspended itself, and tries a failed one again.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.MoveRequestResume, Body = typeof(ResumeOrder), Own = [CommonParameters.Identity(Names), Suspend], Examples = ["Resume-MoveRequest anna@north.example"],
        },
        new("Remove-MoveRequest", "move-request", "remove", "Removes a move request; a move under way is stopped. Nothing is removed from either mailbox.")
        {
            Changes = true, Method = HttpMethod.Delete, Route = ApiRoutes.MoveRequest, Own = [CommonParameters.Identity(Names)], Examples = ["Remove-MoveRequest anna@north.example"],
        },
        new("Get-MoveRequestStatistics", "move-request", "statistics", "Shows how far a move request is, how fast it goes and how long it waited.")
        {
            Route = ApiRoutes.MoveRequestStatistics, Own = [CommonParameters.Identity(Names), new("IncludeReport", ValueKind.Switch, "With the entries of the move report.")],
            Examples = ["Get-MoveRequestStatistics anna@north.example -Property StatusDetail,PercentComplete,BytesTransferred"],
        },
    ];
}
