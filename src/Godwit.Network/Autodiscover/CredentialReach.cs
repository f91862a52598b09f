namespace Godwit.Network.Autodiscover;

/// <summary>
/// Which hosts a credential may be sent to while an address is looked for: those of its own domain, and those that were named. A redirect over plain HTTP, a record of DNS or another mail address may
/// lead anywhere: whoever wrote it shall not choose who gets the password, however good that host's certificate is.
/// </summary>
/// <param name="domain">The domain of the mail address that was asked for at first.</param>
/// <param name="named">Hosts that were named besides.</param>
internal sealed class CredentialReach(string domain, IReadOnlyList<string> named)
{
    /// <summary>True for the domain, a host below it, and a host that was named.</summary>
    public bool Covers(string host) => Equal(host, domain) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase) || named.Any(one => Equal(host, one));

    private static bool Equal(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
