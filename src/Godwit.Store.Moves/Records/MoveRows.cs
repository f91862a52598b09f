using System.Data.Common;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Godwit.Store.Moves;

/// <summary>Moves and their queue.</summary>
internal sealed class MoveRows(SqlSession session) : IMoveRecords
{
    private const int AddressesAtOnce = 500;
    private const string Select = "SELECT number, id, batch_id, version, lease_until, order_document, standing_document, counts_document FROM moves";

    private (MoveStanding? Of, string Document) _standing = (null, "");
    private (MoveCounts? Of, string Document) _counts = (null, "");

    public Move? Find(Guid id) => session.First(Select + " WHERE id = @p0", Read, Columns.Text(id));

    public IReadOnlyList<Move> List(MoveQuery query, long after, int count)
    {
        var (where, values) = Where(query);
        return session.Query(string.Create(CultureInfo.InvariantCulture, $"{Select} WHERE {where} AND number > @p{values.Count} ORDER BY number LIMIT @p{values.Count + 1}"), Read, [.. values, after, count]);
    }

    public long Count(MoveQuery query)
    {
        var (where, values) = Where(query);
        return session.Number($"SELECT COUNT(*) FROM moves WHERE {where}", [.. values]);
    }

    public IReadOnlyDictionary<string, Guid?> Moving(IReadOnlyCollection<string> addresses)
    {
        var moving = new Dictionary<string, Guid?>(StringComparer.Ordinal);
        foreach (var some in addresses.Chunk(AddressesAtOnce))
        {
            var places = string.Join(", ", some.Select(static (_, place) => Columns.ParameterName(place)));
            foreach (var (address, batch) in session.Query($"SELECT address, batch_id FROM moves WHERE address IN ({places}) AND over = 0", static row => (row.GetString(0), row.IdOrNull(1)), [.. some])) moving[address] = batch;
        }
        return moving;
    }

    public IReadOnlySet<string> Among(Guid batch, IReadOnlyCollection<string> addresses)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in addresses.Chunk(AddressesAtOnce))
        {
            var places = string.Join(", ", some.Select(static (_, place) => Columns.ParameterName(place + 1)));
            there.UnionWith(session.Query($"SELECT address FROM moves WHERE batch_id = @p0 AND address IN ({places})", static row => row.GetString(0), [Columns.Text(batch), .. some]));
        }
        return there;
    }

    public IReadOnlyDictionary<string, PlaceInUse> Written(IReadOnlyCollection<string> places)
    {
        var written = new Dictionary<string, PlaceInUse>(StringComparer.Ordinal);
        foreach (var some in places.Chunk(AddressesAtOnce))
        {
            var parameters = string.Join(", ", some.Select(static (_, place) => Columns.ParameterName(place)));
            foreach (var (place, use) in session.Query($"SELECT place, id, address, batch_id FROM moves WHERE place IN ({parameters}) AND over = 0", static row => (row.GetString(0), new PlaceInUse(row.Id(1), row.GetString(2), row.IdOrNull(3))), [.. some])) written[place] = use;
        }
        return written;
    }

    public IReadOnlyDictionary<Guid, UserCounts> Counts(Guid? batch)
    {
        var counts = new Dictionary<Guid, UserCounts>();
        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT batch_id, status, COUNT(*), COUNT(CASE WHEN step = {(int)SyncStep.Complete} THEN due END), CAST(SUM(items) AS BIGINT), CAST(SUM(bytes) AS BIGINT), CAST(SUM(source_bytes) AS BIGINT), SUM(copied_bytes), SUM(rate) FROM moves") + (batch is null ? " GROUP BY batch_id, status" : " WHERE batch_id = @p0 GROUP BY batch_id, status");
        ReadOnlySpan<object?> values = batch is null ? [] : [Columns.Text(batch)];
        session.Query(sql, row =>
        {
            var id = row.IdOrNull(0) ?? Guid.Empty;
            if (!counts.TryGetValue(id, out var of)) counts[id] = of = new UserCounts();
            of.Add((MigrationUserStatus)row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetDouble(7), row.GetDouble(8));
            return 0;
        }, values);
        return counts;
    }

    public void Add(Move move, QueuePlace place) => session.RunLater("""
            INSERT INTO moves (id, batch_id, endpoint_id, address, label, status, over, held, epoch, lease_until, due, step, rank, last_sync, seeded, completed, items, bytes, source_bytes, copied_bytes, rate, version, order_document, standing_document, counts_document, place, request_status)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23, @p24, @p25, @p26)
            """, Values(move, place));

    public void Save(Move move, QueuePlace place) => session.Run("""
        UPDATE moves SET batch_id = @p1, endpoint_id = @p2, address = @p3, label = @p4, status = @p5, over = @p6, held = @p7, epoch = @p8, lease_until = @p9, due = @p10, step = @p11, rank = @p12,
            last_sync = @p13, seeded = @p14, completed = @p15, items = @p16, bytes = @p17, source_bytes = @p18, copied_bytes = @p19, rate = @p20, version = @p21, order_document = @p22, standing_document = @p23, counts_document = @p24, place = @p25, request_status = @p26
        WHERE id = @p0
        """, Values(move, place));

    public bool Renew(Guid id, long epoch, DateTimeOffset leaseUntil, MoveCounts counts) => session.Run("""
        UPDATE moves SET lease_until = @p2, items = @p3, bytes = @p4, rate = @p5, copied_bytes = CASE WHEN seeded IS NULL THEN source_bytes * @p6 ELSE source_bytes END, counts_document = @p7
        WHERE id = @p0 AND epoch = @p1 AND held = 1
        """, Columns.Text(id), epoch, leaseUntil.UtcTicks, counts.ItemsCopied, counts.BytesCopied, counts.BytesPerMinute ?? 0,
        counts.BytesPlanned > 0 ? Math.Min(1, (double)counts.BytesDone / counts.BytesPlanned) : 0, Documents.Write(counts, Documents.Default.MoveCounts)) == 1;

    public void Remove(Guid id) => session.Run("DELETE FROM moves WHERE id = @p0", Columns.Text(id));

    public IReadOnlyList<Move> Due(DateTimeOffset now, IReadOnlySet<string> fullScopes, int count) =>
        session.Query($"{Select} WHERE due <= @p0{Without(fullScopes)} ORDER BY rank, number LIMIT @p1", Read, now.UtcTicks, count);

    public DateTimeOffset? NextDue(DateTimeOffset now) => session.First("SELECT MIN(due) FROM moves WHERE due > @p0", static row => row.InstantOrNull(0), now.UtcTicks);

    public int Before(long rank, DateTimeOffset now) => (int)session.Number("SELECT COUNT(*) FROM moves WHERE due <= @p0 AND rank < @p1", now.UtcTicks, rank);

    public (DateTimeOffset? LastSync, DateTimeOffset? LastSeeded, DateTimeOffset? LastCompleted) Milestones(Guid batch) =>
        session.First("SELECT MAX(last_sync), MAX(seeded), MAX(completed) FROM moves WHERE batch_id = @p0", static row => (row.InstantOrNull(0), row.InstantOrNull(1), row.InstantOrNull(2)), Columns.Text(batch));

    public int Waiting(string scope, DateTimeOffset now) => (int)session.Number($"SELECT COUNT(*) FROM moves WHERE due <= @p0 AND {Needs(scope)}", now.UtcTicks);

    private static string Without(IReadOnlySet<string> scopes) => string.Concat(scopes.Order(StringComparer.Ordinal).Select(static scope => $" AND NOT ({Needs(scope)})"));

    // Scopes are our own text: a GUID and a word. A move without an endpoint needs nothing of one: its comparison must be false and not unknown, or NOT would leave the move out.
    private static string Needs(string scope)
    {
        if (scope == SlotScopes.Organisation) return Steps("step <>", SyncStep.Validate);
        if (scope == SlotScopes.Checks) return Steps("step =", SyncStep.Validate);
        var parts = scope.Split(':');
        var endpoint = Guid.ParseExact(parts[1], "D");
        if (scope == SlotScopes.ChecksOf(endpoint)) return $"endpoint_id IS NOT DISTINCT FROM '{Columns.Text(endpoint)}' AND {Steps("step =", SyncStep.Validate)}";
        return $"endpoint_id IS NOT DISTINCT FROM '{Columns.Text(endpoint)}' AND " + (scope == SlotScopes.Incrementals(endpoint) ? Steps("step =", SyncStep.IncrementalSync) : $"{Steps("step <>", SyncStep.IncrementalSync)} AND {Steps("step <>", SyncStep.Validate)}");
    }

    private static string Steps(string compare, SyncStep step) => string.Create(CultureInfo.InvariantCulture, $"{compare} {(int)step}");

    private static (string Sql, List<object?> Values) Where(MoveQuery query)
    {
        var (sql, values) = (new StringBuilder("1 = 1"), new List<object?>());
        void And(string condition, object? value)
        {
            sql.Append(" AND ").Append(condition.Replace("?", string.Create(CultureInfo.InvariantCulture, $"@p{values.Count}"), StringComparison.Ordinal));
            values.Add(value);
        }
        if (query.BatchId is { } batch) And("batch_id = ?", Columns.Text(batch));
        if (query.EndpointId is { } endpoint) And("endpoint_id = ?", Columns.Text(endpoint));
        if (query.Address is { } address) And("address = ?", address);
        if (query.Label is { } label) And("(label = ? OR batch_id IN (SELECT id FROM batches WHERE name = ?))", label);
        if (query.InBatch is { } inBatch) sql.Append(inBatch ? " AND batch_id IS NOT NULL" : " AND batch_id IS NULL");
        if (query.Held is { } held) sql.Append(held ? " AND held = 1" : " AND held = 0");
        if (query.Statuses is { } statuses) sql.Append(CultureInfo.InvariantCulture, $" AND status IN ({Numbers(statuses)})");
        if (query.RequestStatus is { } status) And("request_status = ?", (int)status);
        if (query.Suspended is { } suspended) sql.Append(CultureInfo.InvariantCulture, $" AND status {(suspended ? "" : "NOT ")}IN ({Numbers(RequestStatus.Suspended)})");
        if (query.IsEarlier) sql.Append(" AND request_status IS NULL");
        return (sql.ToString(), values);
    }

    // The thousands of a list begin with one standing, and with no counts.
    private static string Once<T>(ref (T? Of, string Document) last, T value, JsonTypeInfo<T> type) where T : class
    {
        if (!ReferenceEquals(last.Of, value)) last = (value, Documents.Write(value, type));
        return last.Document;
    }

    private static string Numbers(IEnumerable<MigrationUserStatus> statuses) => string.Join(", ", statuses.Select(static status => (int)status));

    private object?[] Values(Move move, QueuePlace place)
    {
        var (order, standing, counts) = (move.Order, move.Standing, move.Counts);
        return
        [
            Columns.Text(move.Id), Columns.Text(move.BatchId), Columns.Text(order.EndpointId), order.Address, order.Label, (int)standing.Status,
            standing.Status is MigrationUserStatus.Completed or MigrationUserStatus.CompletedWithWarnings ? 1 : 0, standing.IsHeld ? 1 : 0, standing.Epoch, Columns.Ticks(standing.LeaseUntil),
            Columns.Ticks(place.Due), (int)place.Step, place.Rank, Columns.Ticks(standing.LastSync), Columns.Ticks(standing.Seeded), Columns.Ticks(standing.Completed),
            counts.ItemsCopied, counts.BytesCopied, counts.SourceBytes ?? 0, (counts.SourceBytes ?? 0) * Percent.Copied(move) / 100, counts.BytesPerMinute ?? 0, move.Version,
            Documents.Write(order, Documents.Default.MoveOrder), Once(ref _standing, standing, Documents.Default.MoveStanding), Once(ref _counts, counts, Documents.Default.MoveCounts), order.TargetPlace, (int)RequestStatus.Of(move),
        ];
    }

    private static Move Read(DbDataReader row) => new(
        row.Id(1), row.GetInt64(0), row.IdOrNull(2), Documents.Read(row.GetString(5), Documents.Default.MoveOrder),
        Documents.Read(row.GetString(6), Documents.Default.MoveStanding) with { LeaseUntil = row.InstantOrNull(4) }, Documents.Read(row.GetString(7), Documents.Default.MoveCounts), row.GetInt32(3));
}
