namespace Godwit.Connectors.Memory;

/// <summary>The faults of a store in memory, told from the side on which it stands.</summary>
internal static class Refusal
{
    public static FaultException NoFolder(Side side, FolderPath path) => Of(ConnectorFaults.FolderUnavailable, side, $"There is no folder '{path}'.");

    public static FaultException HoldsNoMessages(Side side, FolderPath path) =>
        Of(ConnectorFaults.FolderUnavailable, side, $"'{path}' holds folders, no messages.");

    public static FaultException GenerationChanged(Side side, FolderPath path, FolderGeneration asked, FolderGeneration actual) =>
        Of(ConnectorFaults.GenerationChanged, side, $"'{path}' has UIDVALIDITY {actual}, not {asked}.");

    public static FaultException Folder(Side side, FolderPath path, string why) => Of(ConnectorFaults.FolderRefused, side, $"'{path}': {why}");

    public static FaultException NotSupported(Side side, string what) => Of(ConnectorFaults.NotSupported, side, $"The store cannot {what}.");

    public static FaultException OverQuota(Side side) => Of(ConnectorFaults.OverQuota, side, "The mailbox is full.");

    public static FaultException Closed(Side side) => Of(ConnectorFaults.ConnectionLost, side, "The lane is closed.");

    public static FaultException TooManyLanes(Side side, int most) => Of(ConnectorFaults.TooManyConnections, side, FormattableString.Invariant($"{most} lanes are open already."));

    public static FaultException Dropped(Side side, FaultOutcome outcome) =>
        new(new Fault(ConnectorFaults.ConnectionLost, side, "The connection broke off.", outcome));

    public static FaultException AnswerLost(Side side) =>
        new(new Fault(ConnectorFaults.AnswerLost, side, "The connection broke off before the answer came.", FaultOutcome.Unknown));

    public static FaultException WrongLength(long announced, long given) => Of(
        ConnectorFaults.ProtocolViolation, Side.Source, FormattableString.Invariant($"A message of {announced} bytes gave {given}."));

    public static FaultException NotKept(Side side, uint uid) =>
        Of(ConnectorFaults.MessageUnreadable, side, FormattableString.Invariant($"Of message {uid} only the digest was kept."));

    private static FaultException Of(FaultKind kind, Side side, string told) => new(new Fault(kind, side, told));
}
