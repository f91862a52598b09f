namespace Godwit.Network.Autodiscover;

/// <summary>
/// Which hosts a credential may be sent to while an address is looked for: those of its own domain, and those that were named. A redirect over plain HTTP, a record of DNS or another mail address may
/// lead anywhere: whoever wrote it shall not choose who gets the password, however good that host's certificate is.
/// </summary>
/// <param name="domain">The domain of the mail address that was asked for at first.</param>
/// <param name="named">Hosts that were named besides.</param>
internal sealed class CredentialReach(string domain, IReadOnlyList<string> named)
{
    private readonly string _domain = Ascii(domain);
    private readonly HashSet<string> _named = [.. named.Select(Ascii)];

    /// <summary>True for the domain, a host below it, and a host that was named.</summary>
    public bool Covers(string host) => Ascii(host) is var name && (name == _domain || name.EndsWith("." + _domain, StringComparison.Ordinal) || _named.Contains(name));

    /// <summary>In one form, whether it was written in letters of its language or as they stand in DNS (RFC 5891).</summary>
    private static string Ascii(string host) => (Uri.TryCreate("https://" + host, UriKind.Absolute, out var url) ? url.IdnHost : host).ToLowerInvariant().TrimEnd('.');
}
