namespace Godwit.Moves;

/// <summary>Move requests: every move seen as one, and those that belong to no batch made, changed and removed.</summary>
/// <param name="database">The records.</param>
/// <param name="secrets">Encrypts.</param>
/// <param name="stores">The stores of this service.</param>
public sealed class MoveRequests(MoveDatabase database, ISecretProtector secrets, IStoreDirectory stores)
{
    private const int LongestComment = 1000;

    /// <summary>Requests in the order of making.</summary>
    public Page<MoveRequest> List(string? batchName, MoveRequestStatus? status, bool? suspend, bool? highPriority, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(paging);
        return database.Read(session =>
        {
            var query = new MoveQuery { Label = batchName, RequestStatus = status, Suspended = suspend };
            var limits = new LimitTable(session.Records).ForSentences();
            if (highPriority is null) return Page(session, query, limits, paging);
            // What a move inherits from its batch is no column. Pages are counted in matches; only those that are shown are looked at in full.
            var meant = session.Records.Moves.List(query, 0, int.MaxValue).Where(move => session.OrderOf(move).Priority > MovePriority.Normal == highPriority).ToList();
            var page = paging.Of(meant);
            return new Page<MoveRequest>([.. page.Items.Select(move => RequestView.Of(session, move, limits))], page.Total, page.Next);
        });
    }

    /// <summary>One.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotFound"/>.</exception>
    public MoveRequest Get(string identity) => database.Read(session => Show(session, Find(session, identity)));

    /// <summary>How it went so far.</summary>
    public MoveRequestStatistics Statistics(string identity, bool includeReport) => database.Read(session =>
    {
        var move = Find(session, identity);
        return RequestView.StatisticsOf(session, move, new LimitTable(session.Records).ForSentences(), includeReport ? session.Records.Reports.Find(move.Id) : null);
    });

    /// <summary>Makes one.</summary>
    /// <exception cref="InputException">The input cannot be used.</exception>
    /// <exception cref="FaultException">The mailbox is in a batch or a request, or an endpoint or store is not found.</exception>
    public MoveRequest New(NewMoveRequest wanted, Command command)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(command);
        var check = new InputCheck();
        var order = Order(wanted, command.Who, check);
        check.Text("suspendComment", wanted.SuspendComment, LongestComment);
        check.ThrowIfAny();
        return database.Change(session =>
        {
            RefuseTwin(session, order.Address);
            var whole = TargetPlaces.Placed(stores, WithEndpoint(session, order, wanted));
            TargetPlaces.RefuseTwin(session, whole, self: null);
            var standing = MoveStanding.New(session.Now, started: true) with { SuspendComment = wanted.SuspendComment, Request = command.Request };
            if (wanted.Suspend) standing = Endings.Halt(standing, session.Now);
            return Show(session, session.Add(new Move(Guid.CreateVersion7(session.Now), 0, null, whole, standing, MoveCounts.None, 1)));
        }, command);
    }

    /// <summary>Changes one.</summary>
    public MoveRequest Set(string identity, MoveRequestChanges changes, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Do(identity, command, (session, move) =>
        {
            ETags.Check(move.Version, ifMatch);
            if (HoldsBack(changes) && MoveCommands.IsCompleting(move)) throw MoveCommands.CompletionHasBegun(move);
            var changed = TargetPlaces.Placed(stores, Change(move, changes));
            TargetPlaces.RefuseTwin(session, changed, move.Id);
            var told = changes.CompleteAfter is null ? move : MoveCommands.TakeCompletionBack(move);
            return told with { Order = changed, Version = move.Version + 1, Standing = changes.SuspendWhenReadyToComplete == true && move.Standing.Seeded is not null ? told.Standing with { AutoSuspended = true } : told.Standing };
        });
    }

    /// <summary>Suspends: a worker that is at it ends in good order.</summary>
    public MoveRequest Suspend(string identity, SuspendOrder order, Command command)
    {
        ArgumentNullException.ThrowIfNull(order);
        var check = new InputCheck();
        check.Text("suspendComment", order.SuspendComment, LongestComment);
        check.ThrowIfAny();
        return Do(identity, command, (session, move) =>
        {
            if (!MoveCommands.CanStop(move)) throw MoveCommands.Refused(move, "suspended");
            session.Report(move.Id, "service", "Information", $"{command.Who} suspended it{(order.SuspendComment is { } comment ? $": {OtherSideText.Show(comment)}" : ".")}");
            var stopped = MoveCommands.Stop(session, move);
            return stopped with { Standing = stopped.Standing with { SuspendComment = order.SuspendComment } };
        });
    }

    /// <summary>Resumes; completes one that suspended itself, tries again one that failed.</summary>
    public MoveRequest Resume(string identity, ResumeOrder order, Command command)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Do(identity, command, (session, move) =>
        {
            var paused = move with { Order = move.Order with { SuspendWhenReadyToComplete = order.SuspendWhenReadyToComplete } };
            if (move.Standing.AutoSuspended && move.Standing.Status is MigrationUserStatus.Synced or MigrationUserStatus.IncrementalSynced)
                return (order.SuspendWhenReadyToComplete ? MoveCommands.SyncNow(paused) : MoveCommands.Complete(paused)).SetGoingBy(command);
            if (!MoveCommands.CanStart(move)) throw MoveCommands.Refused(move, "resumed");
            // One that had suspended itself before somebody suspended it goes on to its end, unless it shall pause there again.
            return MoveCommands.Start(session, paused with { Standing = paused.Standing with { AutoSuspended = order.SuspendWhenReadyToComplete && paused.Standing.Seeded is not null } }).SetGoingBy(command);
        });
    }

    /// <summary>Removes one that is in no batch; what is on the target stays, and so does the report.</summary>
    public MoveRequest Remove(string identity, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session =>
        {
            var move = Find(session, identity);
            ETags.Check(move.Version, ifMatch);
            if (session.BatchOf(move) is { } batch) throw MoveFaults.Refuse(MoveFaults.NotNow, $"{move.Order.Address} belongs to the batch '{batch.Order.Name}'; remove it there.");
            var shown = Show(session, move);
            if (move.Standing.Status != MigrationUserStatus.Removing && MoveCommands.Remove(session, move) is { } removing) session.Save(removing);
            return shown;
        }, command);
    }

    private static bool HoldsBack(MoveRequestChanges changes) => changes.SuspendWhenReadyToComplete == true || changes.PreventCompletion == true || changes.CompleteAfter is not null;

    private static Move Find(MoveSession session, string identity) =>
        (Guid.TryParse(identity, out var id) ? session.Records.Moves.Find(id) : Latest(session, identity.Trim().ToLowerInvariant())) ?? throw MoveFaults.Missing("move request", identity);

    // An address may have moves that are over, and one that is not: that one is meant, else the latest.
    private static Move? Latest(MoveSession session, string address) =>
        session.Records.Moves.List(new MoveQuery { Address = address }, 0, int.MaxValue).OrderBy(static move => MoveLifecycle.IsOver(move.Standing.Status)).ThenByDescending(static move => move.Number).FirstOrDefault();

    // As in the field: a completed one counts until it is removed, or its name would mean two.
    private static void RefuseTwin(MoveSession session, string address)
    {
        if (Latest(session, address) is not { } twin) return;
        var over = MoveLifecycle.IsOver(twin.Standing.Status) ? $", which is {twin.Standing.Status}; remove it first" : " already";
        throw MoveFaults.Refuse(MoveFaults.AlreadyMoving, session.BatchOf(twin) is { } batch ? $"{address} is in the batch '{batch.Order.Name}'{over}." : $"{address} has a move request{over}.");
    }

    private MoveRequest Do(string identity, Command command, Func<MoveSession, Move, Move> change)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session => Show(session, session.Save(change(session, Find(session, identity)))), command);
    }

    private static Page<MoveRequest> Page(MoveSession session, MoveQuery query, LimitsInUse limits, Paging paging)
    {
        var moves = session.Records.Moves.List(query, paging.AfterNumber, paging.Size + 1);
        return new Page<MoveRequest>([.. moves.Take(paging.Size).Select(move => RequestView.Of(session, move, limits))], session.Records.Moves.Count(query),
            moves.Count > paging.Size ? moves[paging.Size - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static MoveRequest Show(MoveSession session, Move move) => RequestView.Of(session, move, new LimitTable(session.Records).ForSentences());

    private MoveOrder Order(NewMoveRequest wanted, string who, InputCheck check)
    {
        var address = check.Address("identity", wanted.Identity);
        if (wanted is { SourceEndpoint: not null, TargetEndpoint: not null }) check.Add("targetEndpoint", "A move request has a source endpoint or a target endpoint, not both.");
        if (wanted.TargetDatabase is { } database && !stores.Has(database)) check.Add("targetDatabase", $"There is no store '{OtherSideText.Show(database)}'; known are {string.Join(", ", stores.Names)}.");
        var target = wanted.TargetAddress is { } other ? check.Address("targetAddress", other) : address;
        if (wanted is { TargetEndpoint: null, TargetDatabase: null } && stores.PlaceOf(target, null) is null) check.Add("targetDatabase", $"No store of this service has a place for {target}; name one in targetDatabase.");
        return new MoveOrder
        {
            Address = address,
            TargetAddress = target,
            Direction = wanted.SourceEndpoint is not null ? MigrationBatchDirection.Onboarding : wanted.TargetEndpoint is not null ? MigrationBatchDirection.Offboarding : MigrationBatchDirection.Local,
            TargetDatabase = wanted.TargetDatabase,
            UserName = check.Text("mailboxCredentials", wanted.MailboxCredentials?.UserName, MailboxLogin.LongestUserName),
            ProtectedPassword = wanted.MailboxCredentials is { } credentials ? secrets.Protect(MailboxLogin.Password("mailboxCredentials", credentials.Password, check)) : null,
            Label = check.Text("batchName", wanted.BatchName, 64),
            SubmittedBy = who,
            StartAfter = check.Time("startAfter", wanted.StartAfter, wanted.TimeZone),
            CompleteAfter = check.Time("completeAfter", wanted.CompleteAfter, wanted.TimeZone),
            AutoComplete = true,
            Priority = wanted.Priority,
            IncrementalSyncInterval = check.Interval("incrementalSyncIntervalSeconds", wanted.IncrementalSyncIntervalSeconds) ?? TimeSpan.FromHours(24),
            BadItemLimit = wanted.BadItemLimit is null ? null : check.Number("badItemLimit", wanted.BadItemLimit, 0, 0, int.MaxValue),
            IncludeFolders = check.Folders("includeFolders", wanted.IncludeFolders),
            ExcludeFolders = check.Folders("excludeFolders", wanted.ExcludeFolders),
            SuspendWhenReadyToComplete = wanted.SuspendWhenReadyToComplete,
            PreventCompletion = wanted.PreventCompletion,
        };
    }

    private static MoveOrder WithEndpoint(MoveSession session, MoveOrder order, NewMoveRequest wanted)
    {
        var endpoint = (wanted.SourceEndpoint ?? wanted.TargetEndpoint) is { } name ? MigrationEndpoints.Find(session, name) : null;
        if (order.ProtectedPassword is not null && MailboxLogin.Needless(endpoint) is { } needless) throw new InputException([new InputError(MoveFaults.BadValue.Code, $"mailboxCredentials: {needless}", "mailboxCredentials")]);
        if (endpoint is null) return order;
        if (endpoint.Order is { Type: EndpointType.IMAP, UserName: null } && order.ProtectedPassword is null)
            throw new InputException([new InputError(MoveFaults.BadValue.Code, $"The endpoint '{endpoint.Order.Name}' has no credentials of its own, and mailboxCredentials are missing.", "mailboxCredentials")]);
        return order with { EndpointId = endpoint.Id };
    }

    private MoveOrder Change(Move move, MoveRequestChanges changes)
    {
        var (check, order) = (new InputCheck(), move.Order);
        var clear = check.Clear(changes.Clear, "startAfter", "completeAfter", "badItemLimit");
        if (changes.TargetDatabase is { } database && !stores.Has(database)) check.Add("targetDatabase", $"There is no store '{OtherSideText.Show(database)}'; known are {string.Join(", ", stores.Names)}.");
        else if (changes.TargetDatabase is not null && (move.Standing.Begun is not null || order.Direction == MigrationBatchDirection.Offboarding)) check.Add("targetDatabase", "The store can only be changed before copying begins.");
        var changed = order with
        {
            SuspendWhenReadyToComplete = changes.SuspendWhenReadyToComplete ?? order.SuspendWhenReadyToComplete,
            PreventCompletion = changes.PreventCompletion ?? order.PreventCompletion,
            StartAfter = clear.Contains("startAfter") ? null : check.Time("startAfter", changes.StartAfter, changes.TimeZone) ?? order.StartAfter,
            CompleteAfter = clear.Contains("completeAfter") ? null : check.Time("completeAfter", changes.CompleteAfter, changes.TimeZone) ?? order.CompleteAfter,
            IncrementalSyncInterval = check.Interval("incrementalSyncIntervalSeconds", changes.IncrementalSyncIntervalSeconds) ?? order.IncrementalSyncInterval,
            Priority = changes.Priority ?? order.Priority,
            BadItemLimit = clear.Contains("badItemLimit") ? null : changes.BadItemLimit is { } limit ? check.Number("badItemLimit", limit, 0, 0, int.MaxValue) : order.BadItemLimit,
            TargetDatabase = changes.TargetDatabase ?? order.TargetDatabase,
        };
        check.ThrowIfAny();
        return changed;
    }
}
