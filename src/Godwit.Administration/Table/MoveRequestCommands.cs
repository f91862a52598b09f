namespace Godwit.Administration.Table;

/// <summary>Move requests: what moves one mailbox, with or without a batch.</summary>
internal static class MoveRequestCommands
{
    private const string Names = "The mailbox's address, or the request's Guid.";

    private static readonly Parameter Suspend = new("SuspendWhenReadyToComplete", ValueKind.Switch, "Stops before the completion and waits for `Resume-MoveRequest`.");
    private static readonly Parameter Prevent = new("PreventCompletion", ValueKind.Flag, "Keeps the mailbox in step and never completes it.") { Default = "false" };
    private static readonly Parameter Priority = new("Priority", ValueKind.Choice, "Who goes first; low ones are not left waiting for ever.")
    {
        Words = ["Lowest", "Lower", "Low", "Normal", "High", "Higher", "Highest", "Emergency"], Default = "Normal",
    };

    private static readonly IReadOnlyList<Parameter> Times =
    [
        new("StartAfter", ValueKind.Moment, "No mail is copied before."), new("CompleteAfter", ValueKind.Moment, "From then on it is completed once synced."),
        new("TimeZone", ValueKind.Text, "The zone (IANA) of times that are given without an offset."),
        new("IncrementalSyncInterval", ValueKind.Duration, "How long after a sync the next one follows, up to 120 days; 0 switches them off.") { Default = "24h" },
    ];

    private static readonly IReadOnlyList<Parameter> Limits =
    [
        new("BadItemLimit", ValueKind.NumberOrUnlimited, "How many damaged items may be lost before the move fails.") { Default = "0" },
        new("LargeItemLimit", ValueKind.NumberOrUnlimited, "How many items over the target's size limit may be lost before the move fails.") { Default = "0" },
    ];

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MoveRequest", "move-request", "new", "Moves one mailbox without a batch.")
        {
            Changes = true,
            Own =
            [
                CommonParameters.Identity("The mailbox's address."),
                new("SourceEndpoint", ValueKind.Text, "The endpoint it comes from."), new("TargetEndpoint", ValueKind.Text, "The endpoint it goes to."),
                new("TargetAddress", ValueKind.Text, "Its address on the target.") { Default = "the same" }, new("TargetDatabase", ValueKind.Text, "The target's store, where there are several."),
                new("TargetDeliveryDomain", ValueKind.Text, "The domain of the address that mail is forwarded to after the switch."), new("BatchName", ValueKind.Text, "A label to look for."),
                new("Suspend", ValueKind.Switch, "Creates it and does not start it."), new("SuspendComment", ValueKind.Text, "Why."), Suspend, Prevent, Priority, .. Times, .. Limits,
            ],
            Rules = [new(RuleKind.AtLeastOne, "SourceEndpoint", "TargetEndpoint"), new(RuleKind.Needs, "SuspendComment", "Suspend"), new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter")],
            Examples = ["New-MoveRequest anna@north.example -SourceEndpoint north -TargetDeliveryDomain new.example -SuspendWhenReadyToComplete"],
        },
        new("Get-MoveRequest", "move-request", "get", "Shows one move request, or all.")
        {
            Own =
            [
                CommonParameters.Identity(Names, isRequired: false), new("MoveStatus", ValueKind.Text, "Only those in this state.") { Field = "status", Aliases = ["Status"], Option = "--status" },
                new("BatchName", ValueKind.Text, "Only those with this label."), new("ResultSize", ValueKind.NumberOrUnlimited, "How many are shown at most.") { Default = "1000", IsLocal = true },
            ],
            Rules = [new(RuleKind.AtMostOne, "Identity", "MoveStatus"), new(RuleKind.AtMostOne, "Identity", "BatchName")],
            Columns = ["Identity", "Status", "StatusDetail", "PercentComplete", "BatchName", "Priority"],
            Examples = ["Get-MoveRequest -MoveStatus Failed"],
        },
        new("Set-MoveRequest", "move-request", "set", "Changes a move request.")
        {
            Changes = true,
            Own = [CommonParameters.Identity(Names), Suspend with { Kind = ValueKind.Flag }, Prevent with { Default = null }, Priority with { Default = null }, .. NoDefaults([.. Times, .. Limits])],
            Rules =
            [
                new(RuleKind.AtLeastOne, "SuspendWhenReadyToComplete", "PreventCompletion", "Priority", "StartAfter", "CompleteAfter", "IncrementalSyncInterval", "BadItemLimit", "LargeItemLimit"),
                new(RuleKind.Needs, "TimeZone", "StartAfter", "CompleteAfter"),
            ],
            Examples = ["Set-MoveRequest anna@north.example -Priority High -PreventCompletion $false"],
        },
        new("Suspend-MoveRequest", "move-request", "suspend", "Suspends a move request at its next checkpoint.")
        {
            Changes = true, Own = [CommonParameters.Identity(Names), new("SuspendComment", ValueKind.Text, "Why.")], Examples = ["Suspend-MoveRequest anna@north.example -SuspendComment \"until Monday\""],
        },
        new("Resume-MoveRequest", "move-request", "resume", "Goes on with a move request that is suspended or has failed.")
        {
            Changes = true, Own = [CommonParameters.Identity(Names), Suspend], Examples = ["Resume-MoveRequest anna@north.example"],
        },
        new("Remove-MoveRequest", "move-request", "remove", "Removes a move request; a move under way is stopped. Nothing is removed from either mailbox.")
        {
            Changes = true, Own = [CommonParameters.Identity(Names)], Examples = ["Remove-MoveRequest anna@north.example"],
        },
        new("Get-MoveRequestStatistics", "move-request", "statistics", "Shows how far a move request is, how fast it goes and what it waited for.")
        {
            Own = [CommonParameters.Identity(Names), new("IncludeReport", ValueKind.Switch, "With the entries of the move report.")],
            Examples = ["Get-MoveRequestStatistics anna@north.example -Property StatusDetail,PercentComplete,BytesTransferred"],
        },
    ];

    private static IEnumerable<Parameter> NoDefaults(IReadOnlyList<Parameter> parameters) => parameters.Select(parameter => parameter with { Default = null });
}
