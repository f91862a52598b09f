using System.Net;
using System.Net.Sockets;
using Godwit.Network.Dns;

namespace Godwit.Laboratory;

/// <summary>A server of DNS with a zone of its own.</summary>
internal sealed class LabNameServer(string name) : INameServer
{
    private const int MaxAliases = 8;
    private readonly Dictionary<string, List<DnsRecord>> _records = new(StringComparer.OrdinalIgnoreCase);

    public string Name { get; } = name;

    /// <summary>What it says whatever it is asked; null to look into its zone.</summary>
    public DnsOutcome? Always { get; set; }

    public void Add(string name, string address) => Add(new AddressRecord(name, TimeSpan.FromMinutes(5), IPAddress.Parse(address)));

    public void AddAlias(string name, string target) => Add(new AliasRecord(name, TimeSpan.FromMinutes(5), target));

    public void AddService(string name, string target) => Add(new ServiceRecord(name, TimeSpan.FromMinutes(5), 0, 0, 443, target));

    public void AddText(string name, string text) => Add(new TextRecord(name, TimeSpan.FromMinutes(5), text));

    public void Forget(string name) => _records.Remove(name);

    public Task<DnsAnswer> AskAsync(string name, DnsRecordType type, CancellationToken cancellation) => Task.FromResult(Answer(name, type));

    public IPAddress[] AddressesOf(string name)
    {
        var found = Answer(name, DnsRecordType.A).Records.Concat(Answer(name, DnsRecordType.Aaaa).Records).OfType<AddressRecord>().Select(record => record.Address).ToArray();
        return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
    }

    private void Add(DnsRecord record)
    {
        if (!_records.TryGetValue(record.Name, out var all)) _records.Add(record.Name, all = []);
        all.Add(record);
    }

    private DnsAnswer Answer(string name, DnsRecordType type)
    {
        if (Always is { } outcome) return new DnsAnswer(outcome, []);
        var found = new List<DnsRecord>();
        for (var i = 0; i < MaxAliases; i++)
        {
            if (!_records.TryGetValue(name, out var all)) return new DnsAnswer(DnsOutcome.NoSuchName, found);
            if (all.OfType<AliasRecord>().FirstOrDefault() is { } alias)
            {
                found.Add(alias);
                name = alias.Target;
                continue;
            }
            found.AddRange(all.Where(record => Is(record, type)));
            return new DnsAnswer(found.Exists(record => Is(record, type)) ? DnsOutcome.Found : DnsOutcome.NoRecord, found);
        }
        return new DnsAnswer(DnsOutcome.ServerFailure, found);
    }

    private static bool Is(DnsRecord record, DnsRecordType type) => record switch
    {
        AddressRecord address => type == (address.Address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa),
        ServiceRecord => type == DnsRecordType.Srv,
        TextRecord => type == DnsRecordType.Txt,
        _ => false,
    };
}
