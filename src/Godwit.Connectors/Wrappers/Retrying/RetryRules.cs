namespace Godwit.Connectors;

/// <summary>Which faults are worth another attempt.</summary>
internal static class RetryRules
{
    /// <summary>Wrong credentials lock accounts when they are repeated, and a bad certificate does not get better.</summary>
    private static readonly FaultKind[] Never =
    [
        ConnectorFaults.CertificateRejected, ConnectorFaults.TlsFailed, ConnectorFaults.StartTlsMissing, ConnectorFaults.CredentialsRefused,
        ConnectorFaults.NoCommonMechanism, ConnectorFaults.GenerationChanged,
    ];

    /// <summary>A read may be repeated whatever became of it; a change only when it was certainly not done.</summary>
    public static bool MayRepeat(LaneCall call, Fault fault) =>
        fault.IsTransient && (!call.IsChange() || fault.Outcome == FaultOutcome.NotDone) && !Array.Exists(Never, kind => kind.Code == fault.Code);

    /// <summary>A lane that worked and then broke off is opened again at once: the server may long be back.</summary>
    public static bool NeedsNoPause(Fault fault) =>
        fault.RetryAfter is null && (fault.Code == ConnectorFaults.ConnectionLost.Code || fault.Code == ConnectorFaults.ServerSaidGoodbye.Code);
}
