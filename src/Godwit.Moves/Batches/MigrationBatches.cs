using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>Migration batches: made, shown, changed, started, stopped, completed, removed.</summary>
/// <param name="database">The records.</param>
/// <param name="admission">Takes users in.</param>
public sealed class MigrationBatches(MoveDatabase database, Admission admission)
{
    private const int LongestNotes = 4000, MostTargets = 100;

    /// <summary>All, by name.</summary>
    public Page<MigrationBatch> List(string? endpoint, MigrationBatchStatus? status, Paging paging)
    {
        ArgumentNullException.ThrowIfNull(paging);
        return paging.Of(database.Read(session =>
        {
            Guid? through = endpoint is null ? null : MigrationEndpoints.Find(session, endpoint).Id;
            var counts = session.Records.Moves.Counts(null);
            return session.Records.Batches.All().Where(batch => through is null || batch.Order.EndpointId == through)
                .Select(batch => BatchView.Of(session, batch, counts.GetValueOrDefault(batch.Id) ?? new UserCounts())).Where(batch => status is null || batch.Status == status).ToList();
        }));
    }

    /// <summary>One.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotFound"/>.</exception>
    public MigrationBatch Get(string identity) => database.Read(session => Show(session, Find(session, identity)));

    /// <summary>Makes one with its users, all of them or none.</summary>
    /// <exception cref="InputException">The input cannot be used; everything that is wrong is in it.</exception>
    /// <exception cref="FaultException"><see cref="MoveFaults.NameTaken"/>, <see cref="MoveFaults.TooManyBatches"/>, or an endpoint is not found.</exception>
    public MigrationBatch New(NewMigrationBatch wanted, Command command)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(command);
        var check = new InputCheck();
        var order = Order(wanted, command.Who, check);
        var users = Admission.Read(wanted.CsvData, wanted.Users, wanted.AllowUnknownColumnsInCsv, check);
        check.ThrowIfAny();
        return database.Change(session =>
        {
            var batch = new Batch(Guid.CreateVersion7(session.Now), WithEndpoint(session, order, wanted), session.Now, wanted.AutoStart ? session.Now : null, false, null, false, 1);
            if (session.Records.Batches.Find(order.Name) is not null) throw MoveFaults.Refuse(MoveFaults.NameTaken, $"There is a migration batch '{OtherSideText.Show(order.Name)}' already.");
            if (session.Records.Batches.Count() >= session.Records.Limits.MaxBatches) throw MoveFaults.Refuse(MoveFaults.TooManyBatches, string.Create(CultureInfo.InvariantCulture, $"There are {session.Records.Limits.MaxBatches} batches, as many as may be; remove completed ones, or raise MaxNumberOfBatches."));
            session.Save(batch);
            admission.TakeIn(session, batch, users, command);
            return Show(session, batch);
        }, command);
    }

    /// <summary>Adds users: those that are new to the batch; the others stay as they are.</summary>
    public MigrationBatch AddUsers(string identity, AddedUsers added, Command command)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(command);
        var check = new InputCheck();
        var users = Admission.Read(added.CsvData, added.Users, added.AllowUnknownColumnsInCsv, check);
        check.ThrowIfAny();
        return database.Change(session =>
        {
            var batch = NotRemoving(Find(session, identity));
            // Completed ones too: their owners work on the target, where a second move would find nothing of what they deleted or filed and copy it anew.
            var there = session.Records.Moves.Among(batch.Id, [.. users.Select(static user => user.Address)]);
            admission.TakeIn(session, batch, [.. users.Where(user => !there.Contains(user.Address))], command);
            return Show(session, batch);
        }, command);
    }

    /// <summary>Changes one.</summary>
    public MigrationBatch Set(string identity, MigrationBatchChanges changes, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session =>
        {
            var batch = NotRemoving(Find(session, identity));
            ETags.Check(batch.Version, ifMatch);
            var changed = batch with { Order = Change(batch.Order, changes), Version = batch.Version + 1, CompletionAsked = changes.CompleteAfter is null ? batch.CompletionAsked : null };
            session.Save(changed);
            EachMove(session, changed, (_, _) => true, move => changes.CompleteAfter is null ? move : MoveCommands.TakeCompletionBack(move));
            return Show(session, changed);
        }, command);
    }

    /// <summary>Starts: what was never started, what was stopped, what has failed.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotNow"/>: there is nothing to start.</exception>
    public MigrationBatch Start(string identity, Command command) => Do(identity, command, (session, batch) =>
    {
        var started = batch with { Started = session.Now, Stopped = false, Version = batch.Version + 1 };
        session.Save(started);
        var touched = EachMove(session, started, static (_, move) => MoveCommands.CanStart(move), move => MoveCommands.Start(session, move).SetGoingBy(command));
        return batch.Started is null || touched > 0 || batch.Stopped ? started : throw Nothing(batch, "start");
    });

    /// <summary>Stops what is active or waits; what is done stays so.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotNow"/>: there is nothing to stop.</exception>
    public MigrationBatch Stop(string identity, Command command) => Do(identity, command, (session, batch) =>
    {
        var stopped = batch with { Stopped = true, Version = batch.Version + 1 };
        session.Save(stopped);
        var touched = EachMove(session, stopped, static (_, move) => MoveCommands.CanStop(move), move => MoveCommands.Stop(session, move));
        return touched > 0 ? stopped : throw Nothing(batch, "stop");
    });

    /// <summary>Completes: the final sync of all that are in step, now; of the others as soon as they are. Who has a completion time of their own keeps it.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotNow"/>: users have failed or are stopped, where that was asked about; or nobody can be completed.</exception>
    public MigrationBatch Complete(string identity, CompletionOrder order, Command command)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Do(identity, command, (session, batch) =>
        {
            var counts = session.Records.Moves.Counts(batch.Id).GetValueOrDefault(batch.Id) ?? new UserCounts();
            if (order.SyncAndComplete && counts.FailedCount + counts.StoppedCount > 0)
                throw MoveFaults.Refuse(MoveFaults.NotNow, string.Create(CultureInfo.InvariantCulture, $"The batch '{batch.Order.Name}' has {counts.FailedCount} failed and {counts.StoppedCount} stopped users; start or remove them first, or complete without SyncAndComplete."));
            var asked = batch with { CompletionAsked = session.Now, Version = batch.Version + 1 };
            session.Save(asked);
            var touched = EachMove(session, asked, static (of, move) => MoveCommands.CanComplete(move) && !MoveCommands.HasLaterTime(of, move), move => MoveCommands.Complete(move).SetGoingBy(command));
            return touched > 0 || counts.FinalizedCount > 0 ? asked : throw Nothing(batch, "complete");
        });
    }

    /// <summary>Makes the next sync due now for all that are in step.</summary>
    public MigrationBatch SyncNow(string identity, Command command) => Do(identity, command, (session, batch) =>
        EachMove(session, batch, static (_, move) => MoveCommands.CanSyncNow(move), move => MoveCommands.SyncNow(move).SetGoingBy(command)) > 0 ? batch : throw Nothing(batch, "sync"));

    /// <summary>Removes the batch and its users; what is on targets stays, and so do reports.</summary>
    public MigrationBatch Remove(string identity, string? ifMatch, Command command) => Do(identity, command, (session, batch) =>
    {
        ETags.Check(batch.Version, ifMatch);
        var removing = batch with { Removing = true, Version = batch.Version + 1 };
        session.Save(removing);
        EachMove(session, removing, static (_, move) => move.Standing.Status != Removing, move => MoveCommands.Remove(session, move));
        if (session.Records.Moves.Count(new MoveQuery { BatchId = batch.Id }) == 0) session.Records.Batches.Remove(batch.Id);
        return removing;
    });

    /// <summary>Removes batches that only waited for their last worker.</summary>
    public void SweepRemoved()
    {
        var empty = database.Read(static session => session.Records.Batches.All().Where(batch => batch.Removing && session.Records.Moves.Count(new MoveQuery { BatchId = batch.Id }) == 0).ToList());
        if (empty.Count > 0) database.Change(session => { foreach (var batch in empty) session.Records.Batches.Remove(batch.Id); return true; });
    }

    /// <summary>One by its name or GUID.</summary>
    internal static Batch Find(MoveSession session, string identity) =>
        (Guid.TryParse(identity, out var id) ? session.Records.Batches.Find(id) : session.Records.Batches.Find(identity.Trim())) ?? throw MoveFaults.Missing("migration batch", identity);

    private MigrationBatch Do(string identity, Command command, Func<MoveSession, Batch, Batch> change)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session => Show(session, change(session, NotRemoving(Find(session, identity)))), command);
    }

    /// <summary>The batch, unless it is being removed.</summary>
    internal static Batch NotRemoving(Batch batch) => batch.Removing ? throw MoveFaults.Refuse(MoveFaults.NotNow, $"The batch '{batch.Order.Name}' is being removed.") : batch;

    private static FaultException Nothing(Batch batch, string verb) => MoveFaults.Refuse(MoveFaults.NotNow, $"The batch '{batch.Order.Name}' has no user that one could {verb} now.");

    // In portions: a batch may have 50,000 users.
    private static int EachMove(MoveSession session, Batch batch, Func<MoveSession, Move, bool> applies, Func<Move, Move?> change)
    {
        var (touched, after) = (0, 0L);
        while (session.Records.Moves.List(new MoveQuery { BatchId = batch.Id }, after, 1000) is { Count: > 0 } moves)
        {
            foreach (var move in moves.Where(move => applies(session, move)))
            {
                touched++;
                if (change(move) is { } changed) session.Save(changed);
            }
            after = moves[^1].Number;
        }
        return touched;
    }

    private static MigrationBatch Show(MoveSession session, Batch batch) => BatchView.Of(session, batch, session.Records.Moves.Counts(batch.Id).GetValueOrDefault(batch.Id) ?? new UserCounts());

    private static BatchOrder Order(NewMigrationBatch wanted, string who, InputCheck check) => new()
    {
        Name = check.Name("name", wanted.Name),
        Direction = wanted.SourceEndpoint is not null ? MigrationBatchDirection.Onboarding : wanted.TargetEndpoint is not null ? MigrationBatchDirection.Offboarding : MigrationBatchDirection.Local,
        SubmittedBy = who,
        TargetDeliveryDomain = check.Domain("targetDeliveryDomain", wanted.TargetDeliveryDomain),
        TargetDatabases = check.Texts("targetDatabases", wanted.TargetDatabases, MostTargets) ?? [],
        StartAfter = check.Time("startAfter", wanted.StartAfter, wanted.TimeZone),
        CompleteAfter = check.Time("completeAfter", wanted.CompleteAfter, wanted.TimeZone),
        AutoComplete = wanted.AutoComplete,
        Notes = check.Text("notes", wanted.Notes, LongestNotes),
        BadItemLimit = wanted.BadItemLimit is null ? null : check.Number("badItemLimit", wanted.BadItemLimit, 0, 0, int.MaxValue),
        IncludeFolders = check.Folders("includeFolders", wanted.IncludeFolders) ?? [],
        ExcludeFolders = check.Folders("excludeFolders", wanted.ExcludeFolders) ?? [],
        Priority = wanted.Priority ?? MovePriority.Normal,
        IncrementalSyncInterval = check.Interval("incrementalSyncIntervalSeconds", wanted.IncrementalSyncIntervalSeconds) ?? TimeSpan.FromHours(24),
        AllowUnknownColumnsInCsv = wanted.AllowUnknownColumnsInCsv,
    };

    private static BatchOrder WithEndpoint(MoveSession session, BatchOrder order, NewMigrationBatch wanted)
    {
        if (wanted is { SourceEndpoint: not null, TargetEndpoint: not null }) throw new InputException([new InputError(MoveFaults.BadValue.Code, "A batch has a source endpoint or a target endpoint, not both.", "targetEndpoint")]);
        return (wanted.SourceEndpoint ?? wanted.TargetEndpoint) is { } name ? order with { EndpointId = MigrationEndpoints.Find(session, name).Id } : order;
    }

    private static BatchOrder Change(BatchOrder order, MigrationBatchChanges changes)
    {
        var check = new InputCheck();
        var clear = check.Clear(changes.Clear, "startAfter", "completeAfter", "notes", "badItemLimit", "targetDeliveryDomain");
        var changed = order with
        {
            StartAfter = clear.Contains("startAfter") ? null : check.Time("startAfter", changes.StartAfter, changes.TimeZone) ?? order.StartAfter,
            CompleteAfter = clear.Contains("completeAfter") ? null : check.Time("completeAfter", changes.CompleteAfter, changes.TimeZone) ?? order.CompleteAfter,
            Notes = clear.Contains("notes") ? null : check.Text("notes", changes.Notes, LongestNotes) ?? order.Notes,
            BadItemLimit = clear.Contains("badItemLimit") ? null : changes.BadItemLimit is { } limit ? check.Number("badItemLimit", limit, 0, 0, int.MaxValue) : order.BadItemLimit,
            TargetDeliveryDomain = clear.Contains("targetDeliveryDomain") ? null : check.Domain("targetDeliveryDomain", changes.TargetDeliveryDomain) ?? order.TargetDeliveryDomain,
            Priority = changes.Priority ?? order.Priority,
            IncrementalSyncInterval = check.Interval("incrementalSyncIntervalSeconds", changes.IncrementalSyncIntervalSeconds) ?? order.IncrementalSyncInterval,
        };
        check.ThrowIfAny();
        return changed;
    }
}
