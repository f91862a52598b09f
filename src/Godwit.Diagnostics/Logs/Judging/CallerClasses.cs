namespace Godwit.Diagnostics.Logs;

/// <summary>Who asks, as far as addresses and programs tell.</summary>
internal enum CallerClass
{
    /// <summary>The lines name no address.</summary>
    Unknown,
    /// <summary>The ranges that the migration service publishes.</summary>
    Service,
    /// <summary>The server's own monitoring.</summary>
    Probe,
    /// <summary>The server itself, and no monitoring that is known: somebody who tries it out, or a device on the same machine that hides who asks.</summary>
    Itself,
    /// <summary>Private addresses: users inside, or a balancer that hides who asks.</summary>
    Inside,
    /// <summary>Any other public address.</summary>
    Outside,
}

/// <summary>Separates the migration service from probes and users.</summary>
/// <param name="service">The ranges of the migration service.</param>
internal sealed class CallerClasses(AddressRanges service)
{
    private static readonly string[] ProbeAgents = ["AMProbe", "_Probe", "HealthCheck", "MSExchangeMonitoring", "HealthMonitor", "ELB-HealthChecker", "kube-probe"];

    /// <summary>The class of an entry's caller.</summary>
    public CallerClass Of(LogEntry entry)
    {
        var caller = entry.Caller;
        if (!caller.IsKnown) return CallerClass.Unknown;
        if (IsProbe(entry)) return CallerClass.Probe;
        if (caller.IsLoopback) return CallerClass.Itself;
        if (service.Contains(caller)) return CallerClass.Service;
        return caller.IsPrivate ? CallerClass.Inside : CallerClass.Outside;
    }

    private static bool IsProbe(LogEntry entry) =>
        entry.User.Contains("HealthMailbox", StringComparison.OrdinalIgnoreCase) || (entry.Agent.Length > 0 && Array.Exists(ProbeAgents, agent => entry.Agent.Contains(agent, StringComparison.OrdinalIgnoreCase)));
}
