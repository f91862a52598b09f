using Godwit.Server.Hosting;

namespace Godwit.Server.Health;

/// <summary>What is looked at from outside the service's own records, so that a test can break it.</summary>
/// <param name="FreeBytes">Free bytes on the disk of the data folder.</param>
/// <param name="CertificateEnds">When the API's certificate ends.</param>
internal sealed record HealthSenses(Func<long> FreeBytes, Func<DateTimeOffset> CertificateEnds);

/// <summary>Test-MRSHealth: each check looks at the real thing now.</summary>
/// <param name="node">The node.</param>
/// <param name="workers">The workers.</param>
/// <param name="database">The records.</param>
/// <param name="secrets">The keys.</param>
/// <param name="clock">The clock.</param>
/// <param name="senses">Disk and certificate.</param>
internal sealed class ServiceHealth(string node, WorkerPool workers, MoveDatabase database, ISecretProtector secrets, TimeProvider clock, HealthSenses senses)
{
    /// <summary>How old the last look at the queue may be when nobody says.</summary>
    public const int UsualQueueScanAgeSeconds = 1800;
    private const long LeastFreeBytes = 1L << 30;
    private static readonly TimeSpan MostDrift = TimeSpan.FromSeconds(30), CertificateReserve = TimeSpan.FromDays(14);
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _startedTicks = clock.GetTimestamp();

    /// <summary>All checks.</summary>
    public IReadOnlyList<HealthCheck> Check(TimeSpan maxQueueScanAge) =>
        [Service(), QueueScan(maxQueueScanAge), Guarded("StoreCheck", Store), Guarded("DiskSpaceCheck", Disk), Clock(), Guarded("CertificateCheck", Certificate), Guarded("KeyCheck", Keys), .. Proxies()];

    private HealthCheck Service() => workers.IsWorking
        ? Good("ServiceCheck", string.Create(CultureInfo.InvariantCulture, $"The workers run; {workers.Running} of {workers.Most} are busy."))
        : Bad("ServiceCheck", MoveFaults.NotWorking, "The workers do not run: no move is begun.");

    private HealthCheck QueueScan(TimeSpan most)
    {
        if (workers.LastLook is not { } last) return Bad("QueueScanCheck", MoveFaults.NotWorking, "The queue was not looked at since the service started.");
        var age = clock.GetUtcNow() - last;
        return age <= most ? Good("QueueScanCheck", string.Create(CultureInfo.InvariantCulture, $"The queue was looked at {Math.Max(0, age.TotalSeconds):F0} s ago."))
            : Bad("QueueScanCheck", MoveFaults.NotWorking, string.Create(CultureInfo.InvariantCulture, $"The queue was looked at {age.TotalSeconds:F0} s ago, and {most.TotalSeconds:F0} s are allowed."));
    }

    private HealthCheck Store()
    {
        database.Change(static session => { session.Records.Limits = session.Records.Limits; return true; }, keep: false);
        return Good("StoreCheck", "The database can be read and written.");
    }

    private HealthCheck Disk() => senses.FreeBytes() is var free && free >= LeastFreeBytes
        ? Good("DiskSpaceCheck", $"{new ByteSize(free)} are free.")
        : Bad("DiskSpaceCheck", MoveFaults.DiskNearlyFull, $"Only {new ByteSize(free)} are free on the disk of the data folder; moves stop when it is full.");

    private HealthCheck Clock()
    {
        var drift = clock.GetUtcNow() - _startedAt - clock.GetElapsedTime(_startedTicks);
        return drift.Duration() <= MostDrift ? Good("ClockCheck", "The clock runs evenly.")
            : Bad("ClockCheck", MoveFaults.ClockMoved, string.Create(CultureInfo.InvariantCulture, $"The clock was moved by {drift.TotalSeconds:F0} s since the service started; times of schedules and reports follow it."));
    }

    private HealthCheck Certificate()
    {
        var (ends, now) = (senses.CertificateEnds(), clock.GetUtcNow());
        return ends > now + CertificateReserve ? Good("CertificateCheck", string.Create(CultureInfo.InvariantCulture, $"The certificate ends {ends.UtcDateTime:yyyy-MM-dd}."))
            : Bad("CertificateCheck", MoveFaults.CertificateEnds, string.Create(CultureInfo.InvariantCulture, $"The certificate of the API {(ends > now ? "ends" : "ended")} {ends.UtcDateTime:yyyy-MM-dd HH:mm}Z."));
    }

    private HealthCheck Keys()
    {
        var stored = database.Read(static session => session.Records.Endpoints.All().Select(static endpoint => endpoint.Order.ProtectedPassword).FirstOrDefault(static kept => kept is not null));
        if (stored is not null) secrets.Unprotect(stored);
        else secrets.Unprotect(secrets.Protect("canary"));
        return Good("KeyCheck", "Stored passwords can be decrypted.");
    }

    private IEnumerable<HealthCheck> Proxies() => database.Read(static session => session.Records.Endpoints.All()
        .Select(endpoint => (endpoint.Order.Name, Tests: session.Records.Endpoints.Tests(endpoint.Id, 1))).ToList())
        .Select(tested => tested.Tests is not [var last, ..] ? Good("MRSProxyPingCheck", $"'{tested.Name}' was not tested yet.")
            : new HealthCheck(node, "MRSProxyPingCheck", last.Result == TestResult.Success, string.Create(CultureInfo.InvariantCulture, $"'{tested.Name}' at {last.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {last.Message}"), last.Code));

    private HealthCheck Guarded(string check, Func<HealthCheck> look)
    {
        try
        {
            return look();
        }
        catch (FaultException refusal)
        {
            return Bad(check, refusal.Fault.Kind, refusal.Fault.Told);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Bad(check, MoveFaults.StoreUnusable, OtherSideText.Show(refusal.Message));
        }
    }

    private HealthCheck Good(string check, string told) => new(node, check, true, told, null);

    private HealthCheck Bad(string check, FaultKind kind, string told) => new(node, check, false, told, kind.Code);
}
