using System.Net;
using System.Net.Sockets;

namespace Godwit.Laboratory;

/// <summary>An endpoint with everything around it, made from a seed: healthy until a mode breaks it.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly string[] Domains = ["contoso.example", "lab.example", "fabrikam.example", "alpha.test"];
    private static readonly string[] Names = ["mail", "mig1"];

    public World(int seed, int nodes = 0)
    {
        Random = new Random(seed);
        Domain = Domains[Random.Next(Domains.Length)];
        HostName = $"{Names[Random.Next(Names.Length)]}.{Domain}";
        Address = $"203.0.113.{Random.Next(1, 120)}";
        nodes = nodes > 0 ? nodes : Random.Next(1, 4);
        for (var i = 0; i < nodes; i++) Servers.Add(new LabExchange(Random, nodes > 1 ? i + 1 : 0));
        foreach (var server in Servers) server.Schemes = Servers[0].Schemes;
        Flaw = Random.Next(4) == 0 ? CertificateFlaw.Wildcard : CertificateFlaw.None;
        FlawOf = (_, _) => Flaw;
        Host = new LabHost(Random) { Certificate = (number, name) => Pki.For(HostName, FlawOf(number, name)) };
        Host.Answer = Answer;
        Network.Add(Address, Host);
        Network.Inside.Add(HostName, Address);
        Request = new ExaminationRequest { Host = HostName, Limit = TimeSpan.FromMinutes(5), StepLimit = TimeSpan.FromMinutes(1), Handshakes = 5, Repetitions = 4 };
    }

    public Random Random { get; }

    public LabNetwork Network { get; } = new();

    public string Domain { get; }

    public string HostName { get; }

    public string Address { get; }

    public LabHost Host { get; }

    public List<LabExchange> Servers { get; } = [];

    public CertificateFlaw Flaw { get; set; }

    /// <summary>Which certificate, by the connection's number and the name in the handshake.</summary>
    public Func<int, string, CertificateFlaw> FlawOf { get; set; }

    /// <summary>What stands in front: answers in place of the server, or null to let the request through.</summary>
    public Func<LabRequest, LabConnection, LabAnswer?> Device { get; set; } = (_, _) => null;

    /// <summary>What is added to every answer on its way out.</summary>
    public Func<LabAnswer, LabAnswer> Outgoing { get; set; } = answer => answer;

    /// <summary>Which server a request goes to.</summary>
    public Func<LabConnection, int> Balance { get; set; } = connection => connection.Number;

    public ExaminationRequest Request { get; set; }

    public void SignIn(string user = "LAB\\migration")
    {
        var slash = user.IndexOf('\\', StringComparison.Ordinal);
        Request = Request with { Credential = slash < 0 ? new NetworkCredential(user, "correct horse") : new NetworkCredential(user[(slash + 1)..], "correct horse", user[..slash]) };
    }

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];

    /// <summary>Something that means nothing.</summary>
    public void AddOddity()
    {
        switch (Random.Next(7))
        {
            case 0: Outgoing = answer => answer.With("Set-Cookie", $"SERVERID=s{Random.Next(3)}; path=/"); break;
            case 1: Outgoing = answer => answer.With("X-Frame-Options", "SAMEORIGIN").With("Strict-Transport-Security", "max-age=31536000"); break;
            case 2: Network.Inside.AddText(HostName, "v=spf1 -all"); break;
            case 3: Network.AddDead(Address, SocketError.ConnectionRefused, 80); break;
            case 4: Outgoing = answer => answer.With("X-Cache-Lookup", "MISS").With("Vary", "Accept-Encoding"); break;
            case 5: Host.LowerCase = !Host.LowerCase; break;
            default: Host.Chunked = !Host.Chunked; break;
        }
    }

    private LabAnswer Answer(LabRequest request, LabConnection connection)
    {
        var answer = Device(request, connection) ?? Servers[Balance(connection) % Servers.Count].Answer(request, connection);
        return answer.End == LabEnd.None && answer.Raw is null ? Outgoing(answer) : answer;
    }

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}

/// <summary>A way to be broken.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Expected">The right finding.</param>
/// <param name="Break">Does it.</param>
internal sealed record Mode(string Name, FindingKind Expected, Action<World> Break)
{
    /// <summary>How many servers the world needs; 0 for any number.</summary>
    public int Nodes { get; init; }
}
