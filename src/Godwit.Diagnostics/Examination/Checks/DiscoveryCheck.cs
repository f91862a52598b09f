using Godwit.Network.Autodiscover;

namespace Godwit.Diagnostics.Examination;

/// <summary>Does Autodiscover lead to an endpoint?</summary>
internal sealed class DiscoveryCheck : ICheck
{
    public string Question => "Does Autodiscover lead to an endpoint?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Request.AutodiscoverAddress is null ? "no mail address was given" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var result = await new AutodiscoverClient(notes.Network) { NamedHosts = [.. notes.Request.CredentialHosts, .. notes.Host.Length > 0 ? [notes.Host] : Array.Empty<string>()] }
            .FindAsync(notes.Request.AutodiscoverAddress!, notes.Request.Credential, notes.Logons, cancellation).ConfigureAwait(false);
        notes.Discovery = result;
        var finding = DiscoveryJudge.Judge(result);
        // An endpoint that leads elsewhere is not examined in the source's place.
        if (notes.Host.Length == 0 && finding is null) (notes.Host, notes.IsHostVouchedFor) = (result.Best!.Host, result.Best.IsVouchedFor);
        return CheckResult.Of([.. result.Hosts.Select(host => $"{host.Host} ({host.Setting})")], finding is null ? [] : [finding]);
    }
}
