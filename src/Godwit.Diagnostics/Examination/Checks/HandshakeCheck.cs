using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Examination;

/// <summary>Is the connection encrypted, with whom we mean, every time?</summary>
internal sealed class HandshakeCheck : ICheck
{
    private const int AtOnce = 4;

    public string Question => "Is the connection encrypted, with whom we mean, every time?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Open.Count == 0 ? "no address takes connections" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var asker = new HandshakeAsker(notes);
        var first = await asker.ShakeAsync(notes.Open[0], sendName: true, cancellation).ConfigureAwait(false);
        var flight = await asker.FlightAsync(notes.Open[0], sendName: !notes.HostIsAddress, cancellation).ConfigureAwait(false);
        var rest = await Batches.RunAsync(notes.Request.Handshakes - 1, AtOnce, i => asker.ShakeAsync(notes.Open[(i + 1) % notes.Open.Count], sendName: true, cancellation)).ConfigureAwait(false);
        HandshakeView[] views = [first, .. rest];
        var findings = await JudgeAsync(notes, asker, views, flight, cancellation).ConfigureAwait(false);
        if (!findings.Exists(finding => finding.Kind.Severity == Severity.Fault)) notes.Tls = first.Facts;
        return CheckResult.Of([.. views.GroupBy(view => view.Told).Select(group => $"{group.Count()} of {views.Length}: {group.Key}")], findings);
    }

    private static async Task<List<Finding>> JudgeAsync(ExaminationNotes notes, HandshakeAsker asker, HandshakeView[] views, ServerFlight flight, CancellationToken cancellation)
    {
        var failed = views.Where(view => view.Facts is null).ToArray();
        if (failed.Length == views.Length)
        {
            var unnamed = await asker.FlightAsync(notes.Open[0], sendName: false, cancellation).ConfigureAwait(false);
            return [FlightJudge.Judge(flight, unnamed, failed[0])];
        }
        if (failed.Length > 0) return [new(HandshakeFindings.SomeFail, Confidence.Certain, Groups(views))];
        var isAsked = flight.AsksForCertificate || views.Any(view => view.Facts!.AsksForCertificate);
        if (views.Select(view => view.Facts!.Problems).Distinct().Count() > 1) return [new(CertificateFindings.NodesDiffer, Confidence.Certain, Groups(views))];
        var facts = views[0].Facts!;
        var unnamedView = facts.Problems.HasFlag(CertificateProblems.WrongName) ? await asker.ShakeAsync(notes.Open[0], sendName: false, cancellation).ConfigureAwait(false) : null;
        var findings = CertificateJudgement.Judge(facts, notes.Host, unnamedView?.Facts is { } other && !other.Problems.HasFlag(CertificateProblems.WrongName)).ToList();
        if (isAsked) findings.Add(new Finding(HandshakeFindings.ClientCertificate, Confidence.Likely, new Evidence("handshake", "the server asked for a certificate of ours")));
        return findings;
    }

    private static Evidence[] Groups(HandshakeView[] views) => [.. views.GroupBy(view => view.Told).OrderBy(group => group.Count()).Select(group => new Evidence($"{group.Count()} of {views.Length} handshakes", group.Key))];
}

/// <summary>One handshake.</summary>
internal sealed record HandshakeView(IPEndPoint At, TlsFacts? Facts, string Failure)
{
    public string Told => Facts is { } facts
        ? $"{facts.Protocol} {facts.CipherSuite}; {OtherSideText.Show(facts.Certificates[0].Subject)}, to {facts.Certificates[0].NotAfter.UtcDateTime:yyyy-MM-dd}, SHA-256 {facts.Certificates[0].Thumbprint[..16]}; {(facts.IsTrusted ? "in order" : facts.Problems.ToString())}"
        : "failed: " + Failure;
}

/// <summary>Shakes hands in both ways: with the local library, and by hand.</summary>
internal sealed class HandshakeAsker(ExaminationNotes notes)
{
    public async Task<HandshakeView> ShakeAsync(IPEndPoint at, bool sendName, CancellationToken cancellation)
    {
        try
        {
            return await InTimeAsync(async token =>
            {
                var stream = await notes.Network.Dial(at, token).ConfigureAwait(false);
                var session = await TlsSession.OpenAsync(stream, notes.Host, sendName && !notes.HostIsAddress, notes.Network.Trust, notes.Network.Clock, token).ConfigureAwait(false);
                await using (session.ConfigureAwait(false)) return new HandshakeView(at, session.Facts, "");
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException or TimeoutException)
        {
            return new HandshakeView(at, null, OtherSideText.Show(failure.InnerException is { Message: var inner } && failure is AuthenticationException ? inner : failure.Message));
        }
    }

    public async Task<ServerFlight> FlightAsync(IPEndPoint at, bool sendName, CancellationToken cancellation)
    {
        try
        {
            return await InTimeAsync(async token =>
            {
                var stream = await notes.Network.Dial(at, token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false)) return await ServerFlight.AskAsync(stream, sendName ? notes.Host : null, token).ConfigureAwait(false);
            }, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new ServerFlight(ServerFlightKind.Silent);
        }
        catch (SocketException)
        {
            return new ServerFlight(ServerFlightKind.Reset);
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellation)
    {
        using var patienceEnds = new CancellationTokenSource(notes.Request.StepLimit, notes.Network.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellation);
        try
        {
            return await run(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("no answer in time");
        }
    }
}

/// <summary>What a server's first words mean when no handshake succeeds. Pure.</summary>
internal static class FlightJudge
{
    private const int Tls12 = 0x0303;

    public static Finding Judge(ServerFlight named, ServerFlight unnamed, HandshakeView failure)
    {
        Evidence[] seen = [new("first message of TLS", Told(named)), new("the same without the name", Told(unnamed)), new("handshake", failure.Told)];
        return named.Kind switch
        {
            ServerFlightKind.Silent => new(HandshakeFindings.NoAnswer, Confidence.Certain, seen),
            ServerFlightKind.PlainHttp => new(HandshakeFindings.PlainHttp, Confidence.Certain, seen),
            ServerFlightKind.NotTls => new(HandshakeFindings.OtherProtocol, Confidence.Certain, seen),
            ServerFlightKind.Alert => new(KindOf(named.Alert, unnamed), named.Alert is 112 or 70 or 71 ? Confidence.Certain : Confidence.Likely, seen),
            ServerFlightKind.Hello when named.Version < Tls12 => new(HandshakeFindings.NothingInCommon, Confidence.Certain, seen),
            ServerFlightKind.Hello => named.AsksForCertificate ? new(HandshakeFindings.ClientCertificate, Confidence.Likely, seen) : new(HandshakeFindings.NothingInCommon, Confidence.Possible, seen),
            _ => new(HandshakeFindings.CutOff, Confidence.Certain, seen),
        };
    }

    // RFC 8446 section 6.2: 112 unrecognized_name; 42 to 46, 48 and 116 are about certificates; others are about what is in common.
    private static FindingKind KindOf(int alert, ServerFlight unnamed) => alert switch
    {
        112 => HandshakeFindings.NameRefused,
        >= 42 and <= 48 or 116 => HandshakeFindings.ClientCertificate,
        40 or 80 when unnamed.Kind == ServerFlightKind.Hello => HandshakeFindings.NameRefused,
        _ => HandshakeFindings.NothingInCommon,
    };

    private static string Told(ServerFlight flight) => flight.Kind switch
    {
        ServerFlightKind.Alert => $"alert {flight.Alert}",
        ServerFlightKind.Hello => $"answers with version 0x{flight.Version:X4}{(flight.AsksForCertificate ? ", asks for a certificate" : "")}",
        _ => $"{flight.Kind} {flight.Seen}".TrimEnd(),
    };
}

/// <summary>Runs the same several times, some at once.</summary>
internal static class Batches
{
    public static async Task<T[]> RunAsync<T>(int count, int atOnce, Func<int, Task<T>> run)
    {
        var results = new List<T>();
        for (var i = 0; i < count; i += atOnce) results.AddRange(await Task.WhenAll(Enumerable.Range(i, Math.Min(atOnce, count - i)).Select(run)).ConfigureAwait(false));
        return [.. results];
    }
}
