using System.Net;
using Godwit.Network.Connecting;
using Godwit.Network.Dns;

namespace Godwit.Network.Autodiscover;

/// <summary>
/// Finds the hosts of a mail address, in the order in which clients look: the domain itself, <c>autodiscover.</c> and the domain, a redirect over plain HTTP, the DNS record. Every attempt is kept.
/// A credential goes only over TLS to a host whose certificate is in order and that lies in the address's own domain or was named, and after one refusal to nobody any more.
/// </summary>
/// <param name="network">The ways out.</param>
public sealed class AutodiscoverClient(NetworkAccess network)
{
    /// <summary>How many redirects are followed in all.</summary>
    public const int MaxRedirects = 10;

    /// <summary>Hosts outside of the address's domain that may be signed in to all the same.</summary>
    public IReadOnlyList<string> NamedHosts { get; init; } = [];

    /// <summary>Looks for the hosts of an address.</summary>
    /// <param name="address">The mail address.</param>
    /// <param name="credential">Who signs in; null to ask without.</param>
    /// <param name="budget">How often that may be refused.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">It is no mail address.</exception>
    public async Task<AutodiscoverResult> FindAsync(string address, NetworkCredential? credential, LogonBudget budget, CancellationToken cancellation)
    {
        if (!IsAddress(address)) throw new ArgumentException($"'{OtherSideText.Show(address)}' is not a mail address.", nameof(address));
        var reach = new CredentialReach(address[(address.LastIndexOf('@') + 1)..], NamedHosts);
        var search = new AutodiscoverSearch(network, reach, new AutodiscoverQuestion(network, credential, reach, budget));
        await search.RunAsync(address, cancellation).ConfigureAwait(false);
        return search.Result;
    }

    /// <summary>True when a text can be searched for: a local part, an at sign, a domain.</summary>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('@');
        return at > 0 && Uri.CheckHostName(text[(at + 1)..]) == UriHostNameType.Dns && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
    }
}

/// <summary>One search with what it has found so far.</summary>
internal sealed class AutodiscoverSearch(NetworkAccess network, CredentialReach reach, AutodiscoverQuestion question)
{
    private readonly List<AutodiscoverAttempt> _attempts = [];
    private readonly List<DiscoveredHost> _hosts = [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private int _redirects;

    public AutodiscoverResult Result => new(_attempts, [.. _hosts.OrderByDescending(host => host.IsExternal).ThenByDescending(host => host.IsVouchedFor).DistinctBy(host => host.Host)]);

    public async Task<bool> RunAsync(string address, CancellationToken cancellation)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return await AskHostAsync(address, domain, 443, cancellation).ConfigureAwait(false)
            || await AskHostAsync(address, "autodiscover." + domain, 443, cancellation).ConfigureAwait(false)
            || await AskPlainAsync(address, "autodiscover." + domain, cancellation).ConfigureAwait(false)
            || await AskDnsAsync(address, domain, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks one host in each form; true when it gave settings.</summary>
    private async Task<bool> AskHostAsync(string address, string host, int port, CancellationToken cancellation)
    {
        var root = new UriBuilder(Uri.UriSchemeHttps, host, port).Uri;
        if (await AskAsync(AutodiscoverMethod.Pox, address, new Uri(root, PoxDialect.Path), cancellation).ConfigureAwait(false)) return true;
        // Where there is no connection, or nobody to trust, another form changes nothing; an answer about the mailbox is an answer.
        if (_attempts[^1].Outcome is not (AutodiscoverOutcome.NotAutodiscover or AutodiscoverOutcome.LogonNeeded or AutodiscoverOutcome.OutOfReach or AutodiscoverOutcome.NoAddress)) return false;
        return await AskAsync(AutodiscoverMethod.Soap, address, new Uri(root, SoapDialect.Path), cancellation).ConfigureAwait(false)
            || await AskAsync(AutodiscoverMethod.Json, address, new Uri(root, JsonDialect.Target(address)), cancellation).ConfigureAwait(false);
    }

    private async Task<bool> AskAsync(AutodiscoverMethod method, string address, Uri url, CancellationToken cancellation)
    {
        if (!_asked.Add($"{method} {address} {url}")) return false;
        var (attempt, answer) = await question.AskAsync(method, address, url, cancellation).ConfigureAwait(false);
        _attempts.Add(attempt);
        if (attempt.Outcome == AutodiscoverOutcome.Redirected) return await FollowAsync(method, address, attempt.PointsTo!, cancellation).ConfigureAwait(false);
        _hosts.AddRange((answer?.Hosts ?? []).Select(host => host with { IsVouchedFor = reach.Covers(url.IdnHost) || reach.Covers(host.Host) }));
        return attempt.Outcome == AutodiscoverOutcome.Found;
    }

    /// <summary>Goes on where an answer pointed: another place, https only, or another mail address.</summary>
    private async Task<bool> FollowAsync(AutodiscoverMethod method, string address, string pointsTo, CancellationToken cancellation)
    {
        if (++_redirects > AutodiscoverClient.MaxRedirects) return false;
        if (AutodiscoverClient.IsAddress(pointsTo)) return _asked.Add("address " + pointsTo) && await RunAsync(pointsTo, cancellation).ConfigureAwait(false);
        if (!Uri.TryCreate(pointsTo, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps) return false;
        return await AskAsync(method == AutodiscoverMethod.PlainRedirect ? AutodiscoverMethod.Pox : method, address, url, cancellation).ConfigureAwait(false);
    }

    // No credential goes over plain HTTP; a redirect is what the answer is good for.
    private Task<bool> AskPlainAsync(string address, string host, CancellationToken cancellation) =>
        AskAsync(AutodiscoverMethod.PlainRedirect, address, new UriBuilder(Uri.UriSchemeHttp, host, 80, PoxDialect.Path).Uri, cancellation);

    // RFC 2782: the lowest priority first, then the greater weight.
    private async Task<bool> AskDnsAsync(string address, string domain, CancellationToken cancellation)
    {
        var name = "_autodiscover._tcp." + domain;
        if (network.NameServers.Count == 0 || !_asked.Add(name)) return false;
        var answer = await network.NameServers[0].AskAsync(name, DnsRecordType.Srv, cancellation).ConfigureAwait(false);
        var services = answer.Records.OfType<ServiceRecord>().Where(service => service.Target.Length > 0).OrderBy(service => service.Priority).ThenByDescending(service => service.Weight).Take(4).ToList();
        _attempts.Add(new AutodiscoverAttempt(AutodiscoverMethod.Srv, name, services.Count > 0 ? AutodiscoverOutcome.Redirected : AutodiscoverOutcome.NoSuchName,
            services.Count > 0 ? string.Join(", ", services.Select(service => OtherSideText.Show($"{service.Target}:{service.Port}"))) : answer.Outcome.ToString()));
        foreach (var service in services)
            if (Uri.CheckHostName(service.Target) == UriHostNameType.Dns && await AskHostAsync(address, service.Target, service.Port, cancellation).ConfigureAwait(false)) return true;
        return false;
    }
}
