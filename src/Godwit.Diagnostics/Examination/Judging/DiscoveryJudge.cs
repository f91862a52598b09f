using Godwit.Network.Autodiscover;

namespace Godwit.Diagnostics.Examination;

/// <summary>What a search by Autodiscover means. One failed attempt is no verdict: clients go on to the next, and so do we. Pure.</summary>
internal static class DiscoveryJudge
{
    private static readonly string[] Cloud = ["outlook.office365.com", ".outlook.com", ".office365.com", "outlook.office365.us", "partner.outlook.cn"];

    /// <summary>The finding; null when a host was found that lies with the source.</summary>
    public static Finding? Judge(AutodiscoverResult result)
    {
        if (result.Best is { } best && result.Attempts.Any(attempt => attempt.Outcome == AutodiscoverOutcome.Found))
            return IsCloud(best.Host) ? Find(DiscoveryFindings.PointsToCloud, Confidence.Likely, result) : null;
        if (result.Attempts.Any(attempt => IsCloud(HostOf(attempt.PointsTo)))) return Find(DiscoveryFindings.PointsToCloud, Confidence.Likely, result);
        if (result.Attempts.Any(attempt => attempt.PointsTo?.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase) == true)) return Find(DiscoveryFindings.AlreadyMoved, Confidence.Certain, result);
        if (Has(result, AutodiscoverOutcome.NoAddress)) return Find(DiscoveryFindings.NoExternalAddress, Confidence.Certain, result);
        if (Has(result, AutodiscoverOutcome.Error)) return Find(DiscoveryFindings.NoSuchMailbox, Confidence.Certain, result);
        if (Has(result, AutodiscoverOutcome.LogonRefused)) return Find(DiscoveryFindings.LogonRefused, Confidence.Certain, result);
        if (Has(result, AutodiscoverOutcome.OutOfReach)) return Find(DiscoveryFindings.OtherDomain, Confidence.Certain, result);
        if (Has(result, AutodiscoverOutcome.LogonNeeded)) return Find(DiscoveryFindings.LogonRefused, Confidence.Possible, result);
        if (result.Attempts.Any(attempt => attempt.Outcome == AutodiscoverOutcome.NotTrusted && HostOf(attempt.Asked).StartsWith("autodiscover.", StringComparison.OrdinalIgnoreCase))) return Find(DiscoveryFindings.NotTrusted, Confidence.Certain, result);
        if (result.Attempts.Any(attempt => attempt.Outcome == AutodiscoverOutcome.Redirected && attempt.Method is not (AutodiscoverMethod.PlainRedirect or AutodiscoverMethod.Srv))) return Find(DiscoveryFindings.RedirectsWithoutEnd, Confidence.Likely, result);
        return Find(DiscoveryFindings.NothingFound, Confidence.Certain, result);
    }

    private static Finding Find(FindingKind kind, Confidence confidence, AutodiscoverResult result) =>
        new(kind, confidence, [.. result.Attempts.Select(attempt => new Evidence(attempt.Asked, $"{attempt.Outcome}: {attempt.Told}"))]);

    private static bool Has(AutodiscoverResult result, AutodiscoverOutcome outcome) => result.Attempts.Any(attempt => attempt.Outcome == outcome);

    private static bool IsCloud(string host) => Cloud.Any(name => host.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    private static string HostOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host : "";
}
