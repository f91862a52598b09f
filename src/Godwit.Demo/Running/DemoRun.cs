using Godwit.Api;
using Godwit.Api.Client;
using Godwit.Demo.Comparing;
using Godwit.Demo.Mail;
using Godwit.Demo.Organisation;
using Godwit.Demo.Printing;
using Godwit.Demo.Programs;
using Godwit.Terminals;

namespace Godwit.Demo.Running;

/// <summary>
/// One demonstration: generates mail, starts the organisation and the service, moves eight mailboxes by the commands that administrators type, and counts what lies on both sides afterwards. Whoever disposes
/// of it ends all its programs.
/// </summary>
internal sealed class DemoRun(DemoOptions options, DemoFolder folder, Terminal terminal, TimeProvider clock) : IAsyncDisposable
{
    private const int Seed = 20_160_915;
    private const string Endpoint = "north", Batch = "demo";
    private static readonly TimeSpan BusyEvery = TimeSpan.FromMilliseconds(120);

    private readonly LiveProgress _progress = new(terminal, clock);
    private readonly CancellationTokenSource _evening = new();
    private ProxyPair? _proxies;
    private DemoNameServer? _names;
    private MigrationService? _service;
    private BusyUser? _busy;
    private Task _working = Task.CompletedTask;

    /// <summary>Where the service answers, while it runs.</summary>
    public Uri? Service => _service?.Address.Url;

    /// <summary>Runs it to its summary; the programs go on running.</summary>
    /// <exception cref="FaultException">A step failed.</exception>
    public async Task<DemoSummary> RunAsync(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        FillMailboxes();
        await StartAsync(cancellation).ConfigureAwait(false);
        using var client = new ServiceClient(_service!.Address);
        var times = await MoveAsync(client, cancellation).ConfigureAwait(false);
        var mailboxes = Compare(times.Users);
        return new DemoSummary(mailboxes, _busy!.Changes, times.Bytes, times.Initial, times.Incremental, times.Completion, clock.GetElapsedTime(began), Person.Servers.Count + 1);
    }

    private void FillMailboxes()
    {
        Say($"Eight mailboxes on two servers are filled with generated mail: attachments, folders named \u00DCbersicht and \u65E5\u672C\u8A9E, odd messages.");
        foreach (var person in Person.All) MailboxFiller.Fill(new Maildir(folder.SourceOf(person), clock), Writer(person), person.Messages);
    }

    private static MessageWriter Writer(Person person) => new(Seed + person.Messages, person.Address);

    private async Task StartAsync(CancellationToken cancellation)
    {
        PrivateFile.Write(folder["mig.secret"], Guid.NewGuid().ToString("N") + "\n");
        Say("Two MRS Proxies and the migration service are started, with certificates of an authority of their own.");
        _proxies = await ProxyPair.StartAsync(folder, Command(new Dictionary<string, string>()), clock, cancellation).ConfigureAwait(false);
        _names = new DemoNameServer(Person.Domain, _proxies.Published[Person.Servers[0]]);
        _service = await MigrationService.StartAsync(folder, _names.Address, cancellation).ConfigureAwait(false);
    }

    private GodwitCommand Command(IReadOnlyDictionary<string, string> environment) => new(environment, line => Say("$ " + line));

    private sealed record Times(IReadOnlyList<MigrationUser> Users, long Bytes, TimeSpan Initial, TimeSpan Incremental, TimeSpan Completion);

    private async Task<Times> MoveAsync(ServiceClient client, CancellationToken cancellation)
    {
        var godwit = Command(_service!.Environment);
        await godwit.RunAsync([.. MigrationService.EndpointCommand(Endpoint, Person.All[0].Address, folder)], cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(folder["demo.csv"], "EmailAddress\n" + string.Concat(Person.All.Select(person => person.Address + "\n")), cancellation).ConfigureAwait(false);
        StartWork();
        var started = clock.GetTimestamp();
        await godwit.RunAsync(["New-MigrationBatch", "-Name", Batch, "-SourceEndpoint", Endpoint, "-CSVData", folder["demo.csv"], "-AutoStart"], cancellation).ConfigureAwait(false);
        await Watch(client, "initial sync").WaitForAsync(IsSynced, cancellation).ConfigureAwait(false);
        var (initial, bytes) = (clock.GetElapsedTime(started), await Watch(client, "").BytesAsync(cancellation).ConfigureAwait(false));
        var incremental = await SyncAgainAsync(client, godwit, cancellation).ConfigureAwait(false);
        await EndWorkAsync().ConfigureAwait(false);
        var completing = clock.GetTimestamp();
        await godwit.RunAsync(["Complete-MigrationBatch", Batch], cancellation).ConfigureAwait(false);
        var users = await Watch(client, "completion").WaitForAsync(user => user.StatusSummary == MigrationUserStatusSummary.Completed, cancellation).ConfigureAwait(false);
        return new Times(users, bytes, initial, incremental, clock.GetElapsedTime(completing));
    }

    private async Task<TimeSpan> SyncAgainAsync(ServiceClient client, GodwitCommand godwit, CancellationToken cancellation)
    {
        var (ordered, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        await godwit.RunAsync(["Set-MigrationBatch", Batch, "-SyncNow"], cancellation).ConfigureAwait(false);
        await Watch(client, "incremental sync").WaitForAsync(user => IsSynced(user) && user.LastSuccessfulSyncTime > ordered, cancellation).ConfigureAwait(false);
        return clock.GetElapsedTime(began);
    }

    private static bool IsSynced(MigrationUser user) => user.Status is MigrationUserStatus.Synced or MigrationUserStatus.IncrementalSynced;

    private BatchWatch Watch(ServiceClient client, string stage) => new(client, Batch, clock, users => _progress.Show(stage, users));

    private void StartWork()
    {
        var person = Person.All[0];
        _busy = new BusyUser(new Maildir(folder.SourceOf(person), clock), Writer(person), firstNumber: 100_000, Seed);
        Say($"{person.Address} goes on working: new mail, flags, filing, deleting.");
        _working = _busy.WorkAsync(BusyEvery, clock, _evening.Token);
    }

    private async Task EndWorkAsync()
    {
        await _evening.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(false);
    }

    private List<MailboxSummary> Compare(IReadOnlyList<MigrationUser> users)
    {
        Say("Both sides are read from their files and compared, message by message.");
        if (options.Tamper) Tampering.Spoil(folder.TargetOf(Person.All[^1]));
        var states = users.ToDictionary(user => user.Identity, user => user.Status.ToString(), StringComparer.OrdinalIgnoreCase);
        return [.. Person.All.Select(person => new MailboxSummary(
            person.Address, states.GetValueOrDefault(person.Address, "missing"), MailboxComparison.Of(StoredMailbox.Read(folder.SourceOf(person)), StoredMailbox.Read(folder.TargetOf(person)))))];
    }

    // With --json the only thing on the standard output is the object.
    private void Say(string line)
    {
        _progress.TakeOff();
        (options.Json ? terminal.Error : terminal.Output).WriteLine(line);
        terminal.Output.Flush();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndWorkAsync().ConfigureAwait(false);
        if (_service is not null) await _service.DisposeAsync().ConfigureAwait(false);
        if (_names is not null) await _names.DisposeAsync().ConfigureAwait(false);
        if (_proxies is not null) await _proxies.DisposeAsync().ConfigureAwait(false);
        _evening.Dispose();
    }
}
