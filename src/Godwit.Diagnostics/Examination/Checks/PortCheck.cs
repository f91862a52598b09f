using System.Net;
using System.Net.Sockets;
using System.Net.NetworkInformation;

namespace Godwit.Diagnostics.Examination;

/// <summary>How an attempt to connect ended.</summary>
internal enum PortState
{
    Open,
    Refused,
    Silent,
    NoRoute,
}

/// <summary>One address, and how it took a connection.</summary>
internal sealed record PortView(IPAddress Address, PortState State, TimeSpan Took)
{
    public bool IsV6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    public string Told => State == PortState.Open ? $"{Address}: open after {Took.TotalMilliseconds:0} ms" : $"{Address}: {State.ToString().ToLowerInvariant()}";
}

/// <summary>Does each address take connections?</summary>
internal sealed class PortCheck : ICheck
{
    private const int PlainPort = 80;

    public string Question => "Does each address take connections?";

    public string? NotAskedBecause(ExaminationNotes notes) =>
        notes.IsHybridAgent ? "only Exchange Online can reach a Hybrid Agent's endpoint" : notes.Addresses.Count == 0 && notes.Request.Via.Count == 0 ? "no address is known" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var views = await Task.WhenAll(notes.Addresses.Keys.Select(address => DialAsync(notes, address, notes.Request.Port, cancellation))).ConfigureAwait(false);
        foreach (var view in views.Where(view => view.State == PortState.Open))
        {
            notes.Open.Add(new IPEndPoint(view.Address, notes.Request.Port));
            notes.RoundTrips.Add(view.Took);
        }
        var findings = notes.Open.Count > 0 ? JudgeSome(notes, views) : await JudgeNoneAsync(notes, views, cancellation).ConfigureAwait(false);
        return CheckResult.Of([.. views.Select(view => view.Told)], [.. findings]);
    }

    /// <summary>Opens a connection and closes it.</summary>
    public static async Task<PortView> DialAsync(ExaminationNotes notes, IPAddress address, int port, CancellationToken cancellation)
    {
        using var patienceEnds = new CancellationTokenSource(notes.Request.StepLimit, notes.Network.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellation);
        var began = notes.Network.Clock.GetTimestamp();
        try
        {
            var stream = await notes.Network.Dial(new IPEndPoint(address, port), either.Token).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            return new PortView(address, PortState.Open, notes.Network.Clock.GetElapsedTime(began));
        }
        catch (SocketException failure)
        {
            return new PortView(address, StateOf(failure.SocketErrorCode), notes.Network.Clock.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PortView(address, PortState.Silent, notes.Request.StepLimit);
        }
    }

    private static PortState StateOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => PortState.Refused,
        SocketError.TimedOut => PortState.Silent,
        _ => PortState.NoRoute,
    };

    private static IEnumerable<Finding> JudgeSome(ExaminationNotes notes, PortView[] views)
    {
        Evidence[] seen = [.. views.Select(view => new Evidence("connect", view.Told))];
        foreach (var dead in views.Where(view => view.State != PortState.Open))
        {
            var v4IsWell = views.Any(view => view is { IsV6: false, State: PortState.Open });
            // No way for IPv6 at all is this machine's own affair.
            if (dead.IsV6 && v4IsWell && dead.State == PortState.NoRoute) continue;
            // One of its own two addresses is enough for a service beside us.
            if (notes.TakesLoopback && AddressKinds.IsLoopback(dead.Address)) continue;
            var givers = notes.Addresses[dead.Address].Count;
            var kind = dead.IsV6 && v4IsWell ? NetworkFindings.Ipv6Dead : givers < notes.GivingServers ? NameFindings.ResolversDisagree : NetworkFindings.SomeDead;
            yield return new Finding(kind, Confidence.Certain, [.. seen, new Evidence(dead.Address.ToString(), "given by " + string.Join(", ", notes.Addresses[dead.Address]))]) { Subject = dead.Address.ToString() };
        }
    }

    private static async Task<List<Finding>> JudgeNoneAsync(ExaminationNotes notes, PortView[] views, CancellationToken cancellation)
    {
        if (views.Length == 0) return [];
        Evidence[] seen = [.. views.Select(view => new Evidence("connect", view.Told))];
        if (views.All(view => AddressKinds.IsPrivate(view.Address)) && views.All(view => view.State != PortState.Refused)) return [new(NameFindings.PrivateAddress, Confidence.Likely, seen)];
        var plain = await Task.WhenAll(views.Select(view => DialAsync(notes, view.Address, PlainPort, cancellation))).ConfigureAwait(false);
        if (plain.FirstOrDefault(view => view.State == PortState.Open) is { } open) return [new(NetworkFindings.OnlyPlainHttp, Confidence.Certain, [.. seen, new Evidence("port 80", open.Told)])];
        var kind = views.Any(view => view.State == PortState.Silent) ? NetworkFindings.Silent : views.Any(view => view.State == PortState.Refused) ? NetworkFindings.Refused : NetworkFindings.NoRoute;
        return [new(kind, Confidence.Certain, seen)];
    }
}
