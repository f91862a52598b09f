namespace Godwit.Store.Moves.Tests.Support;

/// <summary>Records as tests need them.</summary>
internal static class Records
{
    /// <summary>Opens the records as a node.</summary>
    public static PostgresMoveStore Open(this PostgresSettings records, string node = "one") => PostgresMoveStore.Open(records, node, TimeProvider.System);

    /// <summary>The database as the service uses it.</summary>
    public static MoveDatabase Database(this PostgresMoveStore store) => new(store, new EventFeed(store.Clock), store.Clock);

    /// <summary>Puts moves into the queue that are due now.</summary>
    public static void AddMoves(this MoveDatabase database, int count) => database.Change(session =>
    {
        for (var i = 0; i < count; i++)
        {
            var order = new MoveOrder { Address = string.Create(CultureInfo.InvariantCulture, $"u{i}@old.example"), TargetAddress = "t@new.example", Direction = MigrationBatchDirection.Local, SubmittedBy = "tester" };
            session.Add(new Move(Guid.CreateVersion7(), 0, null, order, MoveStanding.New(session.Now, started: true).After(MoveEvent.Validated, session.Now), MoveCounts.None, 1));
        }
        return true;
    });

    /// <summary>Sets the most syncs at once.</summary>
    public static void Limit(this MoveDatabase database, int syncs) => database.Change(session => session.Records.Limits = new OrganisationLimits(100, syncs, 1));
}
