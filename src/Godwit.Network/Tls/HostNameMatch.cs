using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Network.Tls;

/// <summary>Whether a certificate is for a name (RFC 6125 section 6.4, RFC 9525): subject alternative names only, a wildcard stands for one whole leftmost label.</summary>
public static class HostNameMatch
{
    /// <summary>The DNS names and addresses that a certificate is for, in its order; empty when it has no such extension.</summary>
    public static IReadOnlyList<string> Names(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var names = new List<string>();
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != "2.5.29.17") continue;
            var alternatives = new X509SubjectAlternativeNameExtension(extension.RawData);
            names.AddRange(alternatives.EnumerateDnsNames());
            names.AddRange(alternatives.EnumerateIPAddresses().Select(address => address.ToString()));
        }
        return names;
    }

    /// <summary>True when one of the names is for the host.</summary>
    public static bool IsFor(IReadOnlyList<string> names, string host)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(host);
        return names.Any(name => Matches(name, host));
    }

    /// <summary>True when the name would match if its wildcard stood for several labels: the usual misunderstanding.</summary>
    public static bool IsWildcardForDeeperName(string name, string host)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(host);
        return name.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase) && !Matches(name, host);
    }

    private static bool Matches(string name, string host)
    {
        if (IPAddress.TryParse(host, out var address)) return IPAddress.TryParse(name, out var other) && other.Equals(address);
        if (!name.StartsWith("*.", StringComparison.Ordinal)) return name.TrimEnd('.').Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && host[dot..].TrimEnd('.').Equals(name[1..].TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
    }
}
