using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;

namespace Godwit.Server.Tests.Health;

/// <summary>Test-MRSHealth: for each check the real thing is broken. That of the disk is in the end-to-end tests, which have a full one.</summary>
[Trait("records", "sqlite")]
public sealed class ServiceHealthTests
{
    [Fact]
    public async Task There_is_a_row_for_each_check_and_all_pass()
    {
        await using var service = await RunningService.StartAsync();
        service.Parts.Workers.Look();

        var rows = await RowsAsync(service);

        Assert.Equal(["CertificateCheck", "ClockCheck", "DiskSpaceCheck", "KeyCheck", "QueueScanCheck", "ServiceCheck", "StoreCheck"], rows.Select(static row => row.Check).Order(StringComparer.Ordinal));
        Assert.All(rows, static row => Assert.True(row.Passed, row.Message));
    }

    [Fact]
    public async Task Workers_that_were_stopped_are_found()
    {
        await using var service = await RunningService.StartAsync();

        service.Parts.Workers.Stop(TimeSpan.FromSeconds(30));

        await AssertOneFailsAsync(service, "ServiceCheck", "GW4040");
    }

    [Fact]
    public async Task A_queue_that_nobody_looks_at_is_found()
    {
        var clock = new MovableClock();
        await using var service = await RunningService.StartAsync(clock);
        service.Parts.Workers.Look();
        service.Parts.Workers.Stop(TimeSpan.FromSeconds(30));

        clock.Moved = TimeSpan.FromMinutes(29);
        Assert.True((await RowsAsync(service)).Single(static row => row.Check == "QueueScanCheck").Passed);
        clock.Moved = TimeSpan.FromMinutes(31);

        Assert.Equal((false, "GW4040"), Row(await RowsAsync(service), "QueueScanCheck"));
        Assert.Equal((false, "GW4040"), Row(await RowsAsync(service, maxQueueScanAgeSeconds: 60), "QueueScanCheck"));
    }

    [Fact]
    public async Task A_database_that_was_damaged_is_found()
    {
        await using var service = await RunningService.StartAsync();

        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = service.DatabaseFile, Pooling = false }.ConnectionString))
        {
            connection.Open();
            using var damage = connection.CreateCommand();
            damage.CommandText = "DROP TABLE limits";
            damage.ExecuteNonQuery();
        }

        var row = service.Parts.Health.Check(TimeSpan.FromHours(1)).Single(static row => row.Check == "StoreCheck");
        Assert.Equal((false, "GW4032"), (row.Passed, row.Code));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task A_clock_that_was_moved_is_found(int seconds)
    {
        var clock = new MovableClock();
        await using var service = await RunningService.StartAsync(clock);

        clock.Moved = TimeSpan.FromSeconds(seconds);

        await AssertOneFailsAsync(service, "ClockCheck", "GW4042");
    }

    [Theory]
    [InlineData(-1, "ended")]
    [InlineData(13, "ends")]
    public async Task A_certificate_that_has_ended_or_ends_soon_is_found(int days, string told)
    {
        await using var service = await RunningService.StartAsync(certificate: folder => Certificate(folder, DateTimeOffset.UtcNow.AddDays(days)));

        var row = service.Parts.Health.Check(TimeSpan.FromHours(1)).Single(static row => row.Check == "CertificateCheck");

        Assert.Equal((false, "GW4043"), (row.Passed, row.Code));
        Assert.Contains(told, row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_gone_are_found()
    {
        await using var service = await RunningService.StartAsync();
        await EndpointAsync(service, 1);

        await service.RestartAsync(() => { foreach (var key in Directory.GetFiles(service.Parts.Folder.Keys)) File.Delete(key); });

        Assert.Equal((false, "GW4034"), Row(await RowsAsync(service), "KeyCheck"));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_found()
    {
        await using var service = await RunningService.StartAsync();
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));   // taken, and not listening
        await EndpointAsync(service, ((IPEndPoint)nobody.LocalEndPoint!).Port);
        Assert.True(Row(await RowsAsync(service), "MRSProxyPingCheck").Passed);

        await service.SendAsync(HttpMethod.Post, ApiRoutes.For(ApiRoutes.EndpointTest, "north"), null, ApiJson.Default.ServerAvailability);

        Assert.Equal((false, "GW1002"), Row(await RowsAsync(service), "MRSProxyPingCheck"));
    }

    private static Task EndpointAsync(RunningService service, int port) => service.SendAsync(HttpMethod.Post, ApiRoutes.Endpoints, new NewMigrationEndpoint
    {
        Name = "north", EndpointType = EndpointType.IMAP, RemoteServer = "127.0.0.1", Port = port, Security = EndpointSecurity.None, Credentials = new EndpointCredentials("mig", "secret"), SkipVerification = true,
    }, ApiJson.Default.MigrationEndpoint);

    private static async Task<IReadOnlyList<HealthCheck>> RowsAsync(RunningService service, int? maxQueueScanAgeSeconds = null)
    {
        var query = maxQueueScanAgeSeconds is { } age ? string.Create(CultureInfo.InvariantCulture, $"?maxQueueScanAgeSeconds={age}") : "";
        return (await service.SendAsync(HttpMethod.Get, ApiRoutes.Health + query, null, ApiJson.Default.PageHealthCheck)).Answer!.Items;
    }

    private static (bool Passed, string? Code) Row(IReadOnlyList<HealthCheck> rows, string check) => rows.Where(row => row.Check == check).Select(static row => (row.Passed, row.Code)).Single();

    // Nothing else may be said to be broken.
    private static async Task AssertOneFailsAsync(RunningService service, string check, string code)
    {
        service.Parts.Workers.Look();
        var failed = (await RowsAsync(service)).Where(static row => !row.Passed).ToList();
        Assert.Equal([(check, code)], failed.Select(static row => (row.Check, row.Code!)));
    }

    private static CertificateSettings Certificate(string folder, DateTimeOffset ends)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=localhost", pair, HashAlgorithmName.SHA256).CreateSelfSigned(ends.AddDays(-30), ends);
        var file = Path.Combine(folder, "certificate.pem");
        File.WriteAllText(file, made.ExportCertificatePem() + "\n" + pair.ExportPkcs8PrivateKeyPem());
        return new CertificateSettings(file, null, null);
    }

    /// <summary>The machine's clock, as somebody has set it; the time that has passed goes on evenly.</summary>
    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Moved { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Moved;
    }
}
