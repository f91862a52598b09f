namespace Godwit.Moves;

/// <summary>Migration endpoints: made, shown, changed, removed, tested.</summary>
/// <param name="database">The records.</param>
/// <param name="probe">Tests and finds.</param>
/// <param name="secrets">Encrypts.</param>
public sealed class MigrationEndpoints(MoveDatabase database, IEndpointProbe probe, ISecretProtector secrets)
{
    /// <summary>All, by name.</summary>
    public Page<MigrationEndpoint> List(EndpointType? type, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(paging);
        return paging.Of(database.Read(session => session.Records.Endpoints.All().Where(endpoint => type is null || endpoint.Order.Type == type).Select(endpoint => Show(session, endpoint)).ToList()));
    }

    /// <summary>One.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotFound"/>.</exception>
    public MigrationEndpoint Get(string identity) => database.Read(session => Show(session, Find(session, identity)));

    /// <summary>Makes one, tested first unless that shall be skipped.</summary>
    /// <exception cref="InputException">The input cannot be used.</exception>
    /// <exception cref="FaultException"><see cref="MoveFaults.NameTaken"/>, or what the test failed with.</exception>
    public MigrationEndpoint New(NewMigrationEndpoint wanted, Command command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(command);
        var check = new InputCheck();
        var name = check.Name("name", wanted.Name);
        var order = EndpointInput.Read(wanted, name, check);
        check.ThrowIfAny();
        database.Read(session => { RefuseTwin(session, name); return true; });
        order = Discovered(order, wanted, cancellation);
        var test = wanted.SkipVerification ? null : Passed(probe.Test(order, wanted.Credentials?.Password, cancellation));
        order = order with { ProtectedPassword = wanted.Credentials is { } credentials ? secrets.Protect(credentials.Password) : null };
        return database.Change(session =>
        {
            RefuseTwin(session, name);
            var made = new Endpoint(Guid.CreateVersion7(session.Now), order, session.Now, session.Now, null, 1);
            Save(session, made);
            if (test is not null) session.Records.Endpoints.Add(made.Id, EndpointTests.HealthOf(test, null, session.Now));
            return Show(session, made);
        }, command);
    }

    /// <summary>Changes one, tested first where the change needs it, unless that shall be skipped.</summary>
    /// <exception cref="FaultException">Not found, changed meanwhile, or what the test failed with.</exception>
    /// <exception cref="InputException">The input cannot be used.</exception>
    public MigrationEndpoint Set(string identity, MigrationEndpointChanges changes, string? ifMatch, Command command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(command);
        var before = database.Read(session => Find(session, identity));
        ETags.Check(before.Version, ifMatch);
        var check = new InputCheck();
        var order = EndpointInput.Change(before.Order, changes, check);
        // Else whoever may change an endpoint could have its password sent to a server of their own.
        var elsewhere = EndpointInput.LeadsElsewhere(before.Order, order);
        if (elsewhere && changes.Credentials is null && before.Order.ProtectedPassword is not null) check.Add("credentials", $"The stored password is for {before.Order.Host}; give the credentials with a change that leads elsewhere or trusts more.");
        check.ThrowIfAny();
        var test = changes.SkipVerification || !EndpointInput.NeedsTest(changes) ? null : Passed(probe.Test(order, changes.Credentials?.Password ?? PasswordOf(before.Order), cancellation));
        if (changes.Credentials is { } credentials) order = order with { ProtectedPassword = secrets.Protect(credentials.Password) };
        return database.Change(session =>
        {
            var now = Find(session, identity);
            ETags.Check(now.Version, ETags.Of(before.Version));
            if (elsewhere && order.UserName is null && session.Records.Moves.Count(new MoveQuery { EndpointId = now.Id }) > 0)
                throw MoveFaults.Refuse(MoveFaults.EndpointInUse, $"Mailboxes sign in at '{now.Order.Name}' with passwords of their own, which are for {now.Order.Host}; make another endpoint, or remove those mailboxes first.");
            var changed = now with { Order = order, Modified = session.Now, Version = now.Version + 1, FailingSince = test is null ? now.FailingSince : null };
            Save(session, changed);
            if (test is not null) session.Records.Endpoints.Add(now.Id, EndpointTests.HealthOf(test, EndpointTests.LastGood(session, now.Id), session.Now));
            return Show(session, changed);
        }, command);
    }

    /// <summary>Removes one that nobody uses.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.EndpointInUse"/>, with the names of the batches.</exception>
    public MigrationEndpoint Remove(string identity, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session =>
        {
            var endpoint = Find(session, identity);
            ETags.Check(endpoint.Version, ifMatch);
            var batches = session.Records.Batches.All().Where(batch => batch.Order.EndpointId == endpoint.Id).Select(static batch => batch.Order.Name).ToList();
            if (batches.Count > 0) throw MoveFaults.Refuse(MoveFaults.EndpointInUse, $"The endpoint '{endpoint.Order.Name}' is used by {string.Join(", ", batches.Take(10).Select(static name => $"'{name}'"))}; remove those batches first.");
            if (session.Records.Moves.Count(new MoveQuery { EndpointId = endpoint.Id }) > 0) throw MoveFaults.Refuse(MoveFaults.EndpointInUse, $"The endpoint '{endpoint.Order.Name}' is used by move requests; remove them first.");
            var shown = Show(session, endpoint);
            session.Records.Endpoints.Remove(endpoint.Id);
            return shown;
        }, command);
    }

    /// <summary>Tests one with its stored settings, and keeps how it went.</summary>
    public ServerAvailability Test(string identity, CancellationToken cancellation) => new EndpointTests(database, probe, secrets).Test(database.Read(session => Find(session, identity)), cancellation);

    /// <summary>Tests settings that need not exist; keeps nothing.</summary>
    /// <exception cref="InputException">The input cannot be used.</exception>
    public ServerAvailability Test(ServerAvailabilityTest wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Endpoint is { } name && wanted.Settings is null) return Test(name, cancellation);
        var check = new InputCheck();
        if (wanted.Settings is null || wanted.Endpoint is not null) check.Add("settings", "Name either an endpoint or settings to try.");
        check.ThrowIfAny();
        var order = EndpointInput.Read(wanted.Settings!, "", check);
        check.ThrowIfAny();
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        order = Discovered(order, wanted.Settings!, cancellation);
        return EndpointTests.Answer(order, probe.Test(order, wanted.Settings!.Credentials?.Password, cancellation), System.Diagnostics.Stopwatch.GetElapsedTime(began));
    }

    /// <summary>How its tests went, the newest first.</summary>
    public Page<EndpointHealth> Health(string identity, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(paging);
        return paging.Of(database.Read(session => session.Records.Endpoints.Tests(Find(session, identity).Id, 200)));
    }

    /// <summary>One by its name or GUID.</summary>
    internal static Endpoint Find(MoveSession session, string identity) =>
        (Guid.TryParse(identity, out var id) ? session.Records.Endpoints.Find(id) : session.Records.Endpoints.Find(identity.Trim())) ?? throw MoveFaults.Missing("migration endpoint", identity);

    private string? PasswordOf(EndpointOrder order) => order.ProtectedPassword is { } kept ? secrets.Unprotect(kept) : null;

    private EndpointOrder Discovered(EndpointOrder order, NewMigrationEndpoint wanted, CancellationToken cancellation)
    {
        if (!wanted.Autodiscover) return order;
        var found = probe.Discover(wanted.EmailAddress!, wanted.Credentials, order.Authorities, cancellation);
        return order with { Host = found.Host, Port = found.Port, Path = found.Path, Discovered = true };
    }

    private static ProbeOutcome Passed(ProbeOutcome test) => test.Failure is null ? test : throw new FaultException(test.Failure);

    private static void RefuseTwin(MoveSession session, string name)
    {
        if (session.Records.Endpoints.Find(name) is not null) throw MoveFaults.Refuse(MoveFaults.NameTaken, $"There is a migration endpoint '{OtherSideText.Show(name)}' already.");
    }

    private static void Save(MoveSession session, Endpoint endpoint)
    {
        session.Records.Endpoints.Save(endpoint);
        session.Tell(new ServiceEvent(0, session.Now, "endpoint", endpoint.Order.Name, endpoint.Id, null, null, null, null, null));
    }

    private static MigrationEndpoint Show(MoveSession session, Endpoint endpoint)
    {
        var (order, inUse) = (endpoint.Order, session.Records.Slots.InUse());
        var isImap = order.Type == EndpointType.IMAP;
        return new MigrationEndpoint
        {
            Identity = order.Name, Guid = endpoint.Id, EndpointType = order.Type, RemoteServer = order.Host, Port = order.Port, Security = isImap ? order.Security : null,
            Authentication = order.Authentication, Username = order.UserName, Path = isImap ? null : order.Path, MasterSeparator = order.MasterSeparator,
            AcceptUntrustedCertificates = order.AcceptUntrustedCertificates, CertificateAuthorities = order.Authorities, UseAutoDiscover = order.Discovered,
            MaxConcurrentMigrations = order.MaxMigrations, MaxConcurrentIncrementalSyncs = order.MaxIncrementals,
            ActiveMigrationCount = inUse.GetValueOrDefault(SlotScopes.Migrations(endpoint.Id)), ActiveIncrementalSyncCount = inUse.GetValueOrDefault(SlotScopes.Incrementals(endpoint.Id)),
            MaxMessageBytes = order.MaxMessageBytes, MaxWatchedMailboxes = isImap ? order.MaxWatched : null, CreationTime = endpoint.Created, LastModifiedTime = endpoint.Modified, FailingSince = endpoint.FailingSince,
            LastTest = session.Records.Endpoints.Tests(endpoint.Id, 1) is [var last, ..] ? last : null, ETag = ETags.Of(endpoint.Version),
        };
    }
}
