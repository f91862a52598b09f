using System.Net;
using System.Net.Sockets;
using Godwit.Network.Dns;

namespace Godwit.Diagnostics.Examination;

/// <summary>Does the name lead to addresses, and to the same for everybody?</summary>
internal sealed class NameCheck : ICheck
{
    private const string Ourselves = "this machine";
    private const int MaxAddresses = 8;

    public string Question => "Does the name lead to addresses?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Host.Length == 0 ? "no host is known" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(notes.Host, out var literal))
        {
            notes.Addresses[literal] = ["given"];
            return CheckResult.Of([$"{literal} was given"], []);
        }
        var own = LookUpAsync(notes, cancellation);
        var answers = await Task.WhenAll(notes.Network.NameServers.Concat(notes.Network.OutsideNameServers).Select(server => ServerView.AskAsync(server, notes.Host, cancellation))).ConfigureAwait(false);
        Remember(notes, await own.ConfigureAwait(false), answers);
        var finding = Judge(notes, answers, answers.Skip(notes.Network.NameServers.Count));
        Forget(notes, finding);
        return CheckResult.Of([.. answers.Select(view => $"{view.Server}: {view.Told}"), .. notes.Addresses.Select(pair => $"{pair.Key} ({string.Join(", ", pair.Value)})")], finding is null ? [] : [finding]);
    }

    private static async Task<IPAddress[]> LookUpAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        try
        {
            return await notes.Network.LookUp(notes.Host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static void Remember(ExaminationNotes notes, IPAddress[] own, ServerView[] answers)
    {
        foreach (var address in own) Add(notes, address, Ourselves);
        foreach (var view in answers)
            foreach (var address in view.Addresses) Add(notes, address, view.Server);
        notes.GivingServers = answers.Count(view => view.Addresses.Count > 0) + (own.Length > 0 ? 1 : 0);
    }

    private static void Add(ExaminationNotes notes, IPAddress address, string server)
    {
        if (notes.Addresses.TryGetValue(address, out var servers)) servers.Add(server);
        else if (notes.Addresses.Count < MaxAddresses) notes.Addresses.Add(address, [server]);
    }

    // An address that is a finding by itself is not asked: whatever happens there is no further fault.
    private static void Forget(ExaminationNotes notes, Finding? finding)
    {
        if (finding is not null && notes.Addresses.Keys.All(AddressKinds.IsLoopback)) notes.Addresses.Clear();
        if (finding?.Kind != NameFindings.PrivateAddress) return;
        foreach (var address in notes.Addresses.Keys.Where(AddressKinds.IsPrivate).ToList()) notes.Addresses.Remove(address);
    }

    private static Finding? Judge(ExaminationNotes notes, ServerView[] views, IEnumerable<ServerView> outside)
    {
        Evidence[] seen = [.. views.Select(view => new Evidence(view.Server, view.Told))];
        if (views.SelectMany(view => view.Aliases).Append(notes.Host).Any(name => name.EndsWith(".msappproxy.net", StringComparison.OrdinalIgnoreCase)))
        {
            notes.IsHybridAgent = true;
            return new(NameFindings.HybridAgent, Confidence.Certain, seen);
        }
        if (notes.Addresses.Count == 0) return new(KindOfNothing(views), views.Length > 0 ? Confidence.Certain : Confidence.Likely, seen.Length > 0 ? seen : [new Evidence(Ourselves, $"no address for {notes.Host}")]);
        if (notes.Addresses.Keys.All(AddressKinds.IsLoopback)) return notes.TakesLoopback ? null : Loopback(notes, views, seen);
        return outside.Any(view => view.Addresses.Count > 0 && view.Addresses.All(AddressKinds.IsPrivate)) ? new(NameFindings.PrivateAddress, Confidence.Certain, seen) : null;
    }

    /// <summary>What DNS gave itself is certain; where it gave no address at all, the one that this machine knows (its hosts file) helps nobody else.</summary>
    private static Finding Loopback(ExaminationNotes notes, ServerView[] views, Evidence[] seen)
    {
        if (views.Any(view => view.Addresses.Count > 0)) return new(NameFindings.LoopbackAddress, Confidence.Certain, seen);
        Evidence[] all = [.. seen, new Evidence(Ourselves, $"{string.Join(", ", notes.Addresses.Keys)}, which no server of DNS gave: the hosts file")];
        return views.Length == 0 ? new(NameFindings.LoopbackAddress, Confidence.Possible, all) : new(KindOfNothing(views), Confidence.Certain, all);
    }

    private static FindingKind KindOfNothing(ServerView[] views)
    {
        if (views.Any(view => view.Aliases.Count > 0)) return NameFindings.DanglingAlias;
        if (views.Any(view => view.Has(DnsOutcome.NoSuchName))) return NameFindings.NoSuchName;
        return views.Any(view => view.Has(DnsOutcome.NoRecord)) ? NameFindings.NoAddress : NameFindings.ServersFail;
    }
}

/// <summary>What one server of DNS says about a name.</summary>
internal sealed record ServerView(string Server, DnsAnswer V4, DnsAnswer V6)
{
    private const int MaxAliases = 16;

    /// <summary>The aliases of a circle.</summary>
    private IReadOnlyList<string> Circle { get; init; } = [];

    public static async Task<ServerView> AskAsync(INameServer server, string host, CancellationToken cancellation)
    {
        var v4 = server.AskAsync(host, DnsRecordType.A, cancellation);
        var v6 = server.AskAsync(host, DnsRecordType.Aaaa, cancellation);
        var view = new ServerView(server.Name, await v4.ConfigureAwait(false), await v6.ConfigureAwait(false));
        return view.Has(DnsOutcome.ServerFailure) && view.Addresses.Count == 0 ? view with { Circle = await CircleAsync(server, host, cancellation).ConfigureAwait(false) } : view;
    }

    /// <summary>Aliases that lead back to a name before; servers fail at them instead of telling. Empty when there is no such circle.</summary>
    private static async Task<IReadOnlyList<string>> CircleAsync(INameServer server, string host, CancellationToken cancellation)
    {
        var names = new List<string>();
        for (var name = host; names.Count < MaxAliases; name = names[^1])
        {
            var answer = await server.AskAsync(name, DnsRecordType.Cname, cancellation).ConfigureAwait(false);
            if (answer.Records.OfType<AliasRecord>().FirstOrDefault(alias => alias.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found) return [];
            var isCircle = found.Target.Equals(host, StringComparison.OrdinalIgnoreCase) || names.Contains(found.Target, StringComparer.OrdinalIgnoreCase);
            names.Add(found.Target);
            if (isCircle) return names;
        }
        return [];
    }

    public IReadOnlyList<IPAddress> Addresses => [.. Records.OfType<AddressRecord>().Select(record => record.Address).Distinct()];

    public IReadOnlyList<string> Aliases => [.. Records.OfType<AliasRecord>().Select(record => record.Target).Concat(Circle).Distinct()];

    private IEnumerable<DnsRecord> Records => V4.Records.Concat(V6.Records);

    public bool Has(DnsOutcome outcome) => V4.Outcome == outcome || V6.Outcome == outcome;

    public string Told => Addresses.Count > 0
        ? string.Join(", ", Aliases.Select(alias => "alias of " + OtherSideText.Show(alias)).Concat(Records.OfType<AddressRecord>().DistinctBy(record => record.Address).Select(record => $"{record.Address} for {record.TimeToLive.TotalSeconds:0} s")))
        : string.Join(", ", Aliases.Select(alias => "alias of " + OtherSideText.Show(alias)).Append($"A {V4.Outcome}, AAAA {V6.Outcome}"));
}

/// <summary>What an address can be good for.</summary>
internal static class AddressKinds
{
    private static readonly IPNetwork[] Private =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10")];

    public static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));

    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
