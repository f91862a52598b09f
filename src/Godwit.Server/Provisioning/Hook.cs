namespace Godwit.Server.Provisioning;

/// <summary>What hooks have in common: how they are made, and how they fail.</summary>
internal static class Hook
{
    /// <summary>The hook of a configuration; null for none.</summary>
    public static IProvisioningHook? Of(ProvisioningSettings? settings, TimeProvider clock) =>
        settings is null ? null : settings.Command is { } command ? new CommandHook(command, settings.Limit, clock) : new WebHook(settings, clock);

    /// <summary>It said no.</summary>
    public static FaultException Refused(ProvisioningRequest request, string why, Exception? cause = null) =>
        new(new Fault(MoveFaults.ProvisioningRefused, Side.Target, $"The provisioning hook did not make {request.TargetAddress}: {why}."), cause);

    /// <summary>It said nothing in time.</summary>
    public static FaultException Unanswered(string hook, ProvisioningRequest request, TimeSpan limit) =>
        Unanswered(hook, request, string.Create(CultureInfo.InvariantCulture, $"it did not end within {limit.TotalSeconds:F0} s"), null);

    /// <summary>It said nothing that can be used, and may do so later.</summary>
    public static FaultException Unanswered(string hook, ProvisioningRequest request, string why, Exception? cause) =>
        new(new Fault(MoveFaults.ProvisioningUnanswered, Side.Target, $"The provisioning hook '{OtherSideText.Show(hook)}' did not make {request.TargetAddress}: {why}."), cause);
}
