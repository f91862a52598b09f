using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Two Dovecots, each with its proxy, one of them with the active copy, behind HAProxy. The mailbox is alice's; nothing keeps the two in step but the test.</summary>
internal sealed class TwoCopies : IAsyncDisposable
{
    private const string User = "alice", Password = "wonderland";
    private readonly RealServer _active, _passive;
    private readonly ImapRelay _relay;
    private ActiveCopyMap? _map;
    private ProxyOrganisation? _organisation;
    private RealBalancer? _balancer;

    private TwoCopies(RealServer active, RealServer passive) => (_active, _passive, _relay) = (active, passive, new ImapRelay(active.ImapPort));

    /// <summary>The mailbox as the proxies hand it out.</summary>
    public StoreAddress Store => _organisation!.StoreAt(_balancer!.Port);

    /// <summary>The server with the active copy.</summary>
    public RealServer Active => _active;

    /// <summary>The mailbox on the active server.</summary>
    public IndependentMailbox There => _active.Mailbox(User, Password);

    /// <summary>The mailbox on the other one.</summary>
    public IndependentMailbox Elsewhere => _passive.Mailbox(User, Password);

    /// <summary>Starts everything; both mailboxes are empty.</summary>
    public static async Task<TwoCopies> StartAsync()
    {
        var copies = new TwoCopies(await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server), await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server));
        copies._organisation = await ProxyOrganisation.StartAsync(
            [ProxiedStore.Of(copies._relay), ProxiedStore.Of(copies._passive)], (made, number) => (copies._map ??= ActiveCopyMap.Make(made, 2)).Section(made, number));
        copies._balancer = await RealBalancer.StartAsync(PublishedSample.HaproxyPassingThrough, copies._organisation);
        return copies;
    }

    /// <summary>Brings the other one to where the active one is.</summary>
    public Task SyncAsync() => Dsync.SyncAsync(_active, _passive, User);

    /// <summary>Runs the move. At this moment the active server and its proxy die, and the other one has the active copy.</summary>
    public async Task<MoveReport> FailOverAsync(GodwitMove move, Moment moment, int count)
    {
        var failover = new TaskCompletionSource();
        _relay.Arm(new RelayPlan(moment, count, Aftermath.Delivered, () =>
        {
            _organisation!.Proxies[0].Kill();
            failover.SetResult();
        }));
        var moving = move.ReportAsync(0);
        await failover.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await _active.KillAsync();
        _map!.Give(1);
        return await moving;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_balancer is not null) await _balancer.DisposeAsync();
        if (_organisation is not null) await _organisation.DisposeAsync();
        await _relay.DisposeAsync();
        await _passive.DisposeAsync();
        await _active.DisposeAsync();
    }
}
