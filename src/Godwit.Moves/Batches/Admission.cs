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
    internal void TakeIn(MoveSession session, Batch batch, IReadOnlyList<CsvUser> users, Command command)
    {
        var (places, standing) = (PlacesOf(batch, users), MoveStanding.New(session.Now, batch.IsGoing) with { Request = command.Request });
        Check(session, batch, places);
        foreach (var place in places) session.Add(new Move(Guid.CreateVersion7(session.Now), 0, batch.Id, OrderOf(place, batch), standing, MoveCounts.None, 1));
        session.Tell(new ServiceEvent(0, session.Now, "batch", batch.Order.Name, batch.Id, batch.Order.Name, null, null, null, null));
    }

    /// <summary>Where a user is written to.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Database">The store by name; null where the address finds it.</param>
    /// <param name="Place">The mailbox; null where there is none.</param>
    private sealed record UserPlace(CsvUser User, string? Database, string? Place)
    {
        public string Address => User.TargetAddress ?? User.Address;
    }

    private List<UserPlace> PlacesOf(Batch batch, IReadOnlyList<CsvUser> users)
    {
        var (turn, databases) = (0, batch.Order.TargetDatabases);
        return [.. users.Select(user =>
        {
            var database = user.TargetDatabase ?? (databases.Count == 0 ? null : databases[turn++ % databases.Count]);
            return new UserPlace(user, database, TargetPlaces.Of(stores, batch.Order.Direction, batch.Order.EndpointId, user.TargetAddress ?? user.Address, database));
        })];
    }

    private MoveOrder OrderOf(UserPlace place, Batch batch) => OrderOf(place.User, batch) with { TargetDatabase = place.Database, TargetPlace = place.Place };

    private MoveOrder OrderOf(CsvUser user, Batch batch) => new()
    {
        Address = user.Address,
        TargetAddress = user.TargetAddress ?? user.Address,
        Direction = batch.Order.Direction,
        EndpointId = batch.Order.EndpointId,
        UserName = user.UserName,
        ProtectedPassword = user.Password is null ? null : secrets.Protect(user.Password),
        Region = user.Region,
        SubmittedBy = batch.Order.SubmittedBy,
        Priority = user.Priority,
        BadItemLimit = user.BadItemLimit,
    };

    private void Check(MoveSession session, Batch batch, List<UserPlace> places)
    {
        var endpoint = batch.Order.EndpointId is { } id ? session.Records.Endpoints.Find(id) : null;
        var errors = new List<InputError>();
        foreach (var database in batch.Order.TargetDatabases.Where(name => !stores.Has(name))) errors.Add(new InputError(MoveFaults.NoStore.Code, NoStore(database), "targetDatabases"));
        var taken = session.Records.Moves.Moving([.. places.Select(static place => place.User.Address)]);
        var written = session.Records.Moves.Written([.. places.Select(static place => place.Place).OfType<string>()]);
        var first = new Dictionary<string, CsvUser>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            var user = place.User;
            if (taken.TryGetValue(user.Address, out var by)) errors.Add(Error(MoveFaults.AlreadyMoving, user, "EmailAddress", Taken(session, user.Address, by)));
            else if (Twin(session, place, written, first) is { } twin) errors.Add(Error(MoveFaults.AlreadyMoving, user, user.TargetAddress is null ? "EmailAddress" : "TargetAddress", twin));
            if (Placeless(place) is { } nowhere) errors.Add(Error(MoveFaults.NoStore, user, user.TargetDatabase is null ? "EmailAddress" : "TargetDatabase", nowhere));
            if (NeedsLogin(endpoint, user)) errors.Add(Error(MoveFaults.BadCsv, user, "Password", "the endpoint has no credentials of its own, and the row has no Password."));
            if (user.Password is not null && MailboxLogin.Needless(endpoint) is { } needless) errors.Add(Error(MoveFaults.BadCsv, user, "Password", needless));
        }
        MoveFaults.ThrowIfAny(errors);
    }

    // Why a place is none; null where it is one. What the batch names wrongly is told of the batch.
    private string? Placeless(UserPlace place) =>
        place.Place is not null ? null
        : place.Database is not { } database ? $"no store of this service has a place for {place.Address}; name one in TargetDatabase."
        : stores.Has(database) ? $"the store '{OtherSideText.Show(database, 80)}' has no place for {place.Address}: its 'mailboxes' do not list it."
        : place.User.TargetDatabase is null ? null : NoStore(database);

    private static bool NeedsLogin(Endpoint? endpoint, CsvUser user) => endpoint is { Order: { Type: EndpointType.IMAP, UserName: null } } && user.Password is null;

    private static string Taken(MoveSession session, string address, Guid? batch) =>
        batch is { } id && session.Records.Batches.Find(id) is { } other ? $"{address} is in the batch '{other.Order.Name}' already." : $"{address} has a move request already.";

    // Who is moved into the same mailbox already, in this list or another; null for nobody.
    private static string? Twin(MoveSession session, UserPlace place, IReadOnlyDictionary<string, PlaceInUse> written, Dictionary<string, CsvUser> first)
    {
        if (place.Place is not { } mailbox) return null;
        if (written.TryGetValue(mailbox, out var other)) return TargetPlaces.Twin(session, other, place.Address);
        if (first.TryAdd(mailbox, place.User)) return null;
        var before = first[mailbox];
        return TargetPlaces.Twin(string.Create(CultureInfo.InvariantCulture, $"{before.Address}{(before.Line == 0 ? "" : $" (line {before.Line})")}"), place.Address);
    }

    private string NoStore(string name) => $"there is no store '{OtherSideText.Show(name, 80)}'; known are {string.Join(", ", stores.Names)}.";

    private static InputError Error(FaultKind kind, CsvUser user, string column, string told) =>
        user.Line == 0 ? new InputError(kind.Code, told, "users") : new InputError(kind.Code, string.Create(CultureInfo.InvariantCulture, $"Line {user.Line}, column {column}: {told}"), "csvData", user.Line, column);
}
