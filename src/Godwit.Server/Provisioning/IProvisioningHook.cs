namespace Godwit.Server.Provisioning;

/// <summary>Makes target mailboxes that are missing. It may be asked for one that is there already, and for the same one again.</summary>
internal interface IProvisioningHook
{
    /// <summary>Asks for a mailbox; it is made when this returns.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.ProvisioningRefused"/> or <see cref="MoveFaults.ProvisioningUnanswered"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Make(ProvisioningRequest request, CancellationToken cancellation);
}

/// <summary>The hook as it is configured: exactly one of command and webhook.</summary>
/// <param name="Command">The program and its arguments; null for a webhook.</param>
/// <param name="Webhook">Where to POST; null for a command.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record ProvisioningSettings(IReadOnlyList<string>? Command, Uri? Webhook, TimeSpan Limit)
{
    /// <summary>Gives the secret of the webhook, anew for each call; null for none.</summary>
    public Func<string>? Secret { get; init; }

    /// <summary>A PEM file with the authorities that the webhook's certificate may come from; null: the system's.</summary>
    public string? AuthorityFile { get; init; }
}
