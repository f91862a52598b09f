namespace Godwit.Moves;

/// <summary>Takes users into batches: what can be known at once is checked here, all together; what needs the other side is checked in the state Validating.</summary>
/// <param name="secrets">Encrypts.</param>
/// <param name="stores">The stores of this service.</param>
public sealed class Admission(ISecretProtector secrets, IStoreDirectory stores)
{
    /// <summary>The users of a CSV and of a list; problems are noted.</summary>
    internal static IReadOnlyList<CsvUser> Read(string? csv, IReadOnlyList<string>? addresses, bool allowUnknownColumns, InputCheck check)
    {
        IReadOnlyList<CsvUser> rows = [];
        if (!string.IsNullOrWhiteSpace(csv))
        {
            rows = CsvUsers.Read(csv, allowUnknownColumns, out var errors);
            check.AddRange(errors);
        }
        var known = rows.Select(static row => row.Address).ToHashSet(StringComparer.Ordinal);
        if (addresses?.Count > CsvUsers.MaxRows) check.Add("users", string.Create(CultureInfo.InvariantCulture, $"users must name at most {CsvUsers.MaxRows} mailboxes."));
        var listed = (addresses ?? []).Take(CsvUsers.MaxRows).Select(address => new CsvUser(0, check.Address("users", address))).Where(user => user.Address.Length > 0 && known.Add(user.Address)).ToList();
        if (check.Errors.Count == 0 && rows.Count + listed.Count == 0) check.Add("csvData", "Name the mailboxes: csvData, or users.");
        return [.. rows, .. listed];
    }

    /// <summary>Adds users to a batch, all or none.</summary>
    /// <exception cref="InputException">Some cannot be taken in.</exception>
    internal void TakeIn(MoveSession session, Batch batch, IReadOnlyList<CsvUser> users)
    {
        var endpoint = batch.Order.EndpointId is { } id ? session.Records.Endpoints.Find(id) : null;
        Check(session, batch, endpoint, users);
        var turn = 0;
        foreach (var user in users)
        {
            var database = user.TargetDatabase ?? (batch.Order.TargetDatabases.Count == 0 ? null : batch.Order.TargetDatabases[turn++ % batch.Order.TargetDatabases.Count]);
            session.Add(new Move(Guid.CreateVersion7(session.Now), 0, batch.Id, OrderOf(user, batch, database), MoveStanding.New(session.Now, batch.Started is not null), MoveCounts.None, 1));
        }
        session.Tell(new ServiceEvent(0, session.Now, "batch", batch.Order.Name, batch.Id, batch.Order.Name, null, null, null, null));
    }

    private MoveOrder OrderOf(CsvUser user, Batch batch, string? database) => new()
    {
        Address = user.Address,
        TargetAddress = user.TargetAddress ?? user.Address,
        Direction = batch.Order.Direction,
        EndpointId = batch.Order.EndpointId,
        TargetDatabase = database,
        UserName = user.UserName,
        ProtectedPassword = user.Password is null ? null : secrets.Protect(user.Password),
        Region = user.Region,
        SubmittedBy = batch.Order.SubmittedBy,
        Priority = user.Priority,
        BadItemLimit = user.BadItemLimit,
    };

    private void Check(MoveSession session, Batch batch, Endpoint? endpoint, IReadOnlyList<CsvUser> users)
    {
        var errors = new List<InputError>();
        foreach (var database in batch.Order.TargetDatabases.Where(name => !stores.Has(name))) errors.Add(new InputError(MoveFaults.NoStore.Code, NoStore(database), "targetDatabases"));
        var taken = session.Records.Moves.Moving([.. users.Select(static user => user.Address)]);
        var places = new Dictionary<string, CsvUser>(StringComparer.OrdinalIgnoreCase);
        foreach (var user in users)
        {
            if (taken.TryGetValue(user.Address, out var by)) errors.Add(Error(MoveFaults.AlreadyMoving, user, "EmailAddress", Taken(session, user.Address, by)));
            if (!places.TryAdd($"{user.TargetDatabase} {user.TargetAddress ?? user.Address}", user)) errors.Add(Error(MoveFaults.AlreadyMoving, user, user.TargetAddress is null ? "EmailAddress" : "TargetAddress", Twice(user, places)));
            if (user.TargetDatabase is { } database && !stores.Has(database)) errors.Add(Error(MoveFaults.NoStore, user, "TargetDatabase", NoStore(database)));
            if (NeedsLogin(endpoint, user)) errors.Add(Error(MoveFaults.BadCsv, user, "Password", "the endpoint has no credentials of its own, and the row has no Password."));
            if (user.Password is not null && endpoint is null or { Order.Type: not EndpointType.IMAP }) errors.Add(Error(MoveFaults.BadCsv, user, "Password", "only mailboxes of an IMAP endpoint sign in with a password of their own."));
            if (Placeless(batch, user)) errors.Add(Error(MoveFaults.NoStore, user, "EmailAddress", $"no store of this service has a place for {user.TargetAddress ?? user.Address}; name one in TargetDatabase."));
        }
        MoveFaults.ThrowIfAny(errors);
    }

    private bool Placeless(Batch batch, CsvUser user) =>
        batch.Order.Direction != MigrationBatchDirection.Offboarding && user.TargetDatabase is null && batch.Order.TargetDatabases.Count == 0 && !stores.Finds(user.TargetAddress ?? user.Address);

    private static bool NeedsLogin(Endpoint? endpoint, CsvUser user) => endpoint is { Order: { Type: EndpointType.IMAP, UserName: null } } && user.Password is null;

    private static string Taken(MoveSession session, string address, Guid? batch) =>
        batch is { } id && session.Records.Batches.Find(id) is { } other ? $"{address} is in the batch '{other.Order.Name}' already." : $"{address} has a move request already.";

    private static string Twice(CsvUser user, Dictionary<string, CsvUser> places)
    {
        var first = places[$"{user.TargetDatabase} {user.TargetAddress ?? user.Address}"];
        return string.Create(CultureInfo.InvariantCulture, $"{first.Address}{(first.Line == 0 ? "" : $" (line {first.Line})")} is moved into {user.TargetAddress ?? user.Address} already; two mailboxes cannot be moved into one.");
    }

    private string NoStore(string name) => $"there is no store '{OtherSideText.Show(name, 80)}'; known are {string.Join(", ", stores.Names)}.";

    private static InputError Error(FaultKind kind, CsvUser user, string column, string told) =>
        user.Line == 0 ? new InputError(kind.Code, told, "users") : new InputError(kind.Code, string.Create(CultureInfo.InvariantCulture, $"Line {user.Line}, column {column}: {told}"), "csvData", user.Line, column);
}
