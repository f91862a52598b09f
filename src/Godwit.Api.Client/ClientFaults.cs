namespace Godwit.Api.Client;

/// <summary>The kinds of fault between a client and the service; each has its page in <c>docs/faults</c>.</summary>
public static class ClientFaults
{
    /// <summary>There is nothing to sign in with.</summary>
    public static readonly FaultKind NoSignIn = new("GW9023", "No sign-in for the migration service", Reach.Service, Remedy.FixConfiguration);
    /// <summary>Nobody answers where the service should be, or its certificate is not trusted.</summary>
    public static readonly FaultKind ServiceUnreachable = new("GW9024", "Migration service cannot be reached", Reach.Service, Remedy.Retry);
    /// <summary>What came back is no answer of a migration service.</summary>
    public static readonly FaultKind AnswerNotUnderstood = new("GW9025", "Answer is not a migration service's", Reach.Service, Remedy.FixConfiguration);

    /// <summary>The service was asked what would be, and did not say that it changed nothing.</summary>
    public static readonly FaultKind WhatIfNotConfirmed = new("GW9028", "What-if was not confirmed", Reach.Service, Remedy.FixConfiguration);

    internal static FaultException Refuse(FaultKind kind, string told, Exception? cause = null, FaultOutcome outcome = FaultOutcome.NotDone) => new(new Fault(kind, Side.Service, told, outcome), cause);
}
