namespace Godwit.Moves;

/// <summary>Migration users: shown, changed, started, stopped, removed.</summary>
/// <param name="database">The records.</param>
public sealed class MigrationUsers(MoveDatabase database)
{
    /// <summary>Users in the order of making.</summary>
    public Page<MigrationUser> List(string? batch, MigrationUserStatus? status, MigrationUserStatusSummary? summary, string? address, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(paging);
        return database.Read(session =>
        {
            var query = new MoveQuery { InBatch = true, BatchId = batch is null ? null : MigrationBatches.Find(session, batch).Id, Statuses = Statuses(status, summary), Address = address?.Trim().ToLowerInvariant() };
            var moves = session.Records.Moves.List(query, paging.AfterNumber, paging.Size + 1);
            var limits = new LimitTable(session.Records).ForSentences();
            var shown = moves.Take(paging.Size).Select(move => UserView.Of(session, move, limits)).ToList();
            return new Page<MigrationUser>(shown, session.Records.Moves.Count(query), moves.Count > paging.Size ? moves[paging.Size - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    /// <summary>One.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotFound"/>, or the address stands in two batches.</exception>
    public MigrationUser Get(string identity, string? batch) => database.Read(session => Show(session, Find(session, identity, batch)));

    /// <summary>How it went so far.</summary>
    public MigrationUserStatistics Statistics(string identity, string? batch, bool includeReport, bool includeSkippedItems) => database.Read(session =>
    {
        var move = Find(session, identity, batch);
        var report = includeReport || includeSkippedItems ? session.Records.Reports.Find(move.Id) : null;
        return UserView.StatisticsOf(session, move, includeReport ? report : null, includeSkippedItems ? report?.SkippedItems ?? [] : null);
    });

    /// <summary>The report, also of one that was removed.</summary>
    public MoveReport Report(string identity, string? batch) => database.Read(session =>
        session.Records.Reports.Find(ReportOf(session, identity, batch)) ?? throw MoveFaults.Missing("report", identity));

    /// <summary>Changes one.</summary>
    public MigrationUser Set(string identity, string? batch, MigrationUserChanges changes, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Do(identity, batch, command, (session, move) =>
        {
            ETags.Check(move.Version, ifMatch);
            var check = new InputCheck();
            var clear = check.Clear(changes.Clear, "startAfter", "completeAfter");
            var order = move.Order with
            {
                StartAfter = clear.Contains("startAfter") ? null : check.Time("startAfter", changes.StartAfter, changes.TimeZone) ?? move.Order.StartAfter,
                CompleteAfter = clear.Contains("completeAfter") ? null : check.Time("completeAfter", changes.CompleteAfter, changes.TimeZone) ?? move.Order.CompleteAfter,
                Priority = changes.Priority ?? move.Order.Priority,
            };
            check.ThrowIfAny();
            if (changes.CompleteAfter is not null && MoveCommands.IsCompleting(move)) throw MoveCommands.CompletionHasBegun(move);
            var changed = move with { Order = order, Version = move.Version + 1 };
            return Into(session, changes.CompleteAfter is null ? changed : MoveCommands.TakeCompletionBack(changed), changes.BatchId);
        });
    }

    /// <summary>Starts, resumes, or tries again.</summary>
    public MigrationUser Start(string identity, string? batch, Command command) =>
        Do(identity, batch, command, (session, move) => MoveCommands.CanStart(move) ? MoveCommands.Start(session, move).SetGoingBy(command) : throw MoveCommands.Refused(move, "started"));

    /// <summary>Stops; others go on.</summary>
    public MigrationUser Stop(string identity, string? batch, Command command) =>
        Do(identity, batch, command, static (session, move) => MoveCommands.CanStop(move) ? MoveCommands.Stop(session, move) : throw MoveCommands.Refused(move, "stopped"));

    /// <summary>Makes the next sync due now.</summary>
    public MigrationUser SyncNow(string identity, string? batch, Command command) =>
        Do(identity, batch, command, (_, move) => MoveCommands.CanSyncNow(move) ? MoveCommands.SyncNow(move).SetGoingBy(command) : throw MoveCommands.Refused(move, "synced now"));

    /// <summary>Approves removals that were held back, for the next sync, which is due at once.</summary>
    public MigrationUser ApproveDeletions(string identity, string? batch, DeletionApproval approval, Command command)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var check = new InputCheck();
        if (approval.Count < 1) check.Add("count", "count must be at least 1.");
        if (string.IsNullOrWhiteSpace(approval.Reason)) check.Add("reason", "reason is missing: why these removals are meant.");
        check.Text("reason", approval.Reason, 1000);
        check.ThrowIfAny();
        return Do(identity, batch, command, (session, move) =>
        {
            if (!MoveCommands.CanSyncNow(move)) throw MoveCommands.Refused(move, "synced now");
            session.Report(move.Id, "service", "Information", string.Create(CultureInfo.InvariantCulture, $"{command.Who} approved {approval.Count} removals: {OtherSideText.Show(approval.Reason)}"));
            var due = MoveCommands.SyncNow(move).SetGoingBy(command);
            return due with { Standing = due.Standing with { ApprovedDeletions = approval.Count } };
        });
    }

    /// <summary>Removes one; what is on the target stays, and so does the report.</summary>
    public MigrationUser Remove(string identity, string? batch, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session =>
        {
            var move = Find(session, identity, batch);
            ETags.Check(move.Version, ifMatch);
            var shown = Show(session, move);
            if (move.Standing.Status != MigrationUserStatus.Removing && MoveCommands.Remove(session, move) is { } removing) session.Save(removing);
            return shown;
        }, command);
    }

    /// <summary>One by its address or GUID.</summary>
    internal static Move Find(MoveSession session, string identity, string? batch)
    {
        Guid? within = batch is null ? null : MigrationBatches.Find(session, batch).Id;
        if (Guid.TryParse(identity, out var id))
            return session.Records.Moves.Find(id) is { BatchId: not null } move && (within is null || move.BatchId == within) ? move : throw MoveFaults.Missing("migration user", identity);
        var found = session.Records.Moves.List(new MoveQuery { InBatch = true, Address = identity.Trim().ToLowerInvariant(), BatchId = within }, 0, 10);
        return found.Count switch
        {
            0 => throw MoveFaults.Missing("migration user", identity),
            1 => found[0],
            _ => throw new InputException([new InputError(MoveFaults.BadValue.Code, $"{OtherSideText.Show(identity)} stands in several batches; name the batch, or use its GUID.", "identity")]),
        };
    }

    private static Guid ReportOf(MoveSession session, string identity, string? batch)
    {
        if (Guid.TryParse(identity, out var id)) return id;
        if (session.Records.Moves.Count(new MoveQuery { Address = identity.Trim().ToLowerInvariant(), InBatch = true }) > 0) return Find(session, identity, batch).Id;
        return session.Records.Reports.Last(identity.Trim().ToLowerInvariant()) ?? throw MoveFaults.Missing("report", identity);
    }

    private MigrationUser Do(string identity, string? batch, Command command, Func<MoveSession, Move, Move> change)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session => Show(session, session.Save(change(session, Find(session, identity, batch)))), command);
    }

    private static Move Into(MoveSession session, Move move, string? batch)
    {
        if (batch is null) return move;
        var (from, to) = (session.BatchOf(move)!, MigrationBatches.NotRemoving(MigrationBatches.Find(session, batch)));
        if (from.Order.EndpointId != to.Order.EndpointId || from.Order.Direction != to.Order.Direction)
            throw MoveFaults.Refuse(MoveFaults.NotNow, $"The batch '{to.Order.Name}' moves another way than '{from.Order.Name}'; its mailboxes cannot change over.");
        return move with { BatchId = to.Id, Standing = move.Standing with { Started = move.Standing.Started || to.IsGoing } };
    }

    private static MigrationUser Show(MoveSession session, Move move) => UserView.Of(session, move, new LimitTable(session.Records).ForSentences());

    private static IReadOnlyCollection<MigrationUserStatus>? Statuses(MigrationUserStatus? status, MigrationUserStatusSummary? summary) =>
        status is { } one ? [one] : summary is { } five ? [.. Enum.GetValues<MigrationUserStatus>().Where(state => MoveLifecycle.Summary(state) == five)] : null;
}
