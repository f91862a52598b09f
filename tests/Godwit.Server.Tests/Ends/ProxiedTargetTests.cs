using System.IO.Compression;
using Godwit.Diagnostics.Bundles;
using Godwit.Diagnostics.Logs;
using Godwit.Mail;
using Godwit.Moves;
using Godwit.Proxy;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Mailboxes;
using Godwit.Proxy.Protocol;
using Godwit.Proxy.VirtualDirectory;
using Godwit.Server.Ends;
using Godwit.Server.Hosting;
using Godwit.Server.Tests.Commands;

namespace Godwit.Server.Tests.Ends;

/// <summary>A move outwards into a store behind a whole proxy, over its published path.</summary>
public sealed class ProxiedTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-outwards-").FullName;

    [Fact]
    public async Task A_mailbox_moves_into_a_store_behind_a_proxy()
    {
        await using var proxy = await StartProxyAsync();
        await using var service = await StartServiceAsync(proxy);
        service.Deliver("anna", 7);

        await MoveAsync(service);
        await service.UntilAsync("out", static batch => batch.Status == MigrationBatchStatus.Synced);

        Assert.Equal(7, ((string[])["cur", "new"]).Sum(part => Directory.GetFiles(Path.Combine(_folder, "mail", "anna", part)).Length));
        Assert.Contains(service.Parts.Stores.All, static store => store is { Name: "partner", Kind: "proxy" });
    }

    [Fact]
    public async Task The_proxys_log_names_the_request_that_set_the_move_going()
    {
        await using var proxy = await StartProxyAsync();
        await using var service = await StartServiceAsync(proxy);
        service.Deliver("anna", 2);

        await File.WriteAllTextAsync(service["out.csv"], "EmailAddress,TargetAddress\nanna@old.example,anna@partner.example\n");
        await service.RunAsync($"New-MigrationBatch out -CSVData {service["out.csv"]} -AutoStart");
        await service.UntilAsync("out", static batch => batch.Status == MigrationBatchStatus.Synced);
        await service.Parts.FlushAsync();
        await proxy.DisposeAsync();
        using var output = new MemoryStream();
        BundleWriter.Write(output, new LogSources([service.LogFolder, Path.Combine(_folder, "logs")], null), new LogAnalysisOptions(), takesSubjects: false, TimeProvider.System, CancellationToken.None);
        using var told = new StringWriter();
        BundleInspection.Print(output, told);

        await using var bundle = new ZipArchive(output, ZipArchiveMode.Read, leaveOpen: true);
        using var reader = new StreamReader(await bundle.GetEntry("correlation.csv")!.OpenAsync());
        var rows = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.TrimEnd().Split(',')).ToList();
        var asked = rows.First(static row => row[2] == "Service")[0];
        Assert.Contains(rows, row => row[2] == "HttpProxy" && row[5] == asked);
        Assert.Contains($"  {asked}  HttpProxy (client), Service", told.ToString(), StringComparison.Ordinal);
        Assert.Matches("request ids: 1 of console and service, 0 of worker, [1-9][0-9]* of proxy", told.ToString());
    }

    [Fact]
    public async Task What_the_quota_behind_the_proxy_has_no_room_for_is_refused_before_the_copy()
    {
        await using var proxy = await StartProxyAsync();
        await using var service = await StartServiceAsync(proxy);
        service.Deliver("anna", 7);
        var target = Path.Combine(_folder, "mail", "anna");
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(target, part));
        await File.WriteAllTextAsync(Path.Combine(target, "maildirsize"), "100S\n");

        await MoveAsync(service);
        await service.UntilAsync("out", static batch => batch.FailedCount == 1);

        var (_, user) = await service.SendAsync(HttpMethod.Get, $"{ApiRoutes.Users}/anna@old.example", null, ApiJson.Default.MigrationUser);
        Assert.Equal((MoveFaults.NoRoom.Code, "target"), (user!.ErrorSummary!.Code, user.ErrorSummary.Side));
        Assert.Contains("room for 100 B;", user.ErrorSummary.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(target, "new")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<RunningService> StartServiceAsync(ProxyServer proxy)
    {
        var target = new ProxyStoreSettings("partner", new MailboxTable(new Dictionary<string, string>(), ["partner.example"]), new Uri(proxy.Addresses[0], ProxySettings.UsualPath), "mig", static () => "secret-of-mig")
        {
            AuthorityFile = Path.Combine(_folder, "proxy", ServiceDefaults.OwnCertificateFile),
        };
        return RunningService.StartAsync(with => with with { Targets = new StoreTable([.. with.Targets.Stores, target]) });
    }

    private static Task MoveAsync(RunningService service) =>
        service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "out", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@partner.example\n", AutoStart = true }, ApiJson.Default.MigrationBatch);

    private async Task<ProxyServer> StartProxyAsync()
    {
        using var keys = DataFolder.Take(Path.Combine(_folder, "proxy"));
        var certificate = keys.OwnCertificate(TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(_folder, "mail"));
        var file = Path.Combine(_folder, "proxy.yaml");
        await File.WriteAllTextAsync(file, $$"""
            server: mbx1
            listen: 127.0.0.1:0
            certificate: {{certificate.File}}
            certificate-key: {{certificate.KeyFile}}
            logs: { folder: logs }
            stores: { mail: { maildir: "{{_folder}}/mail/{user}", mailboxes: "*@partner.example" } }
            """);
        var configuration = ConfigurationFile.Read(file, new Dictionary<string, string>(), static _ => null).Configuration;
        new UserFile(configuration.Authentication.UsersFile).Change(static users => users.With(new UserRecord { Name = "mig", PasswordHash = PasswordHash.Create("secret-of-mig", 1000), Groups = ["Recipient Management"] }));
        new VirtualDirectories(configuration.DirectoryFile, TimeProvider.System).Change(configuration.Server, static directory => directory with { MRSProxyEnabled = true });
        return await ProxyServer.StartAsync(configuration, static around =>
            new ProxyApplication(new MailboxDirectory(new StoreConnectors(around.Stores).Open, around.Clock), new MailboxService(new ServiceSettings(), new MoveFence()), new ProxyApplicationSettings()), static _ => { }, TimeProvider.System, CancellationToken.None);
    }
}
