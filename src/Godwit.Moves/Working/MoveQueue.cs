namespace Godwit.Moves;

/// <summary>
/// Gives moves to workers, within all limits. A claim is one transaction: slots, epoch, lease and state together. Times of leases are of the clock that the records were given; with several nodes that is
/// the database's.
/// </summary>
/// <param name="database">The records.</param>
/// <param name="node">Who claims: a name that no other living process has.</param>
public sealed class MoveQueue(MoveDatabase database, string node)
{
    /// <summary>A claim is good for so long without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A new owner waits so much longer: what the old one had under way has landed by then.</summary>
    public static readonly TimeSpan Landing = TimeSpan.FromSeconds(10);

    /// <summary>Takes what is due, the most urgent first.</summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<ClaimedMove> Claim(int most)
    {
        if (most <= 0 || !AnyDue()) return [];
        return database.Change(session =>
        {
            var claims = new List<ClaimedMove>();
            var limits = new LimitTable(session.Records);
            while (claims.Count < most && ClaimSome(session, limits, most - claims.Count, claims)) { }
            return claims;
        });
    }

    /// <summary>When something is due next; null for nothing.</summary>
    public DateTimeOffset? NextDue() => database.Read(static session => session.Records.Moves.NextDue(session.Now));

    /// <summary>Gives back what nobody renews any more.</summary>
    /// <param name="deadOwners">True at the start of the only process: whoever has a claim is dead.</param>
    /// <returns>How many were given back.</returns>
    public int ReleaseAbandoned(bool deadOwners) => Release((move, now) => deadOwners || move.Standing.LeaseUntil + Landing < now);

    /// <summary>Gives back what an earlier process of this node had, and what nobody renews any more.</summary>
    /// <returns>How many were given back.</returns>
    public int ReleaseOwn() => Release((move, now) => move.Standing.Owner == node || move.Standing.LeaseUntil + Landing < now);

    private int Release(Func<Move, DateTimeOffset, bool> isAbandoned)
    {
        var abandoned = database.Read(session => session.Records.Moves.List(new MoveQuery { Held = true }, 0, int.MaxValue).Where(move => isAbandoned(move, session.Now)).ToList());
        if (abandoned.Count == 0) return 0;
        return database.Change(session =>
        {
            foreach (var held in abandoned)
            {
                if (session.Records.Moves.Find(held.Id) is { Standing.IsHeld: true } move && move.Standing.Epoch == held.Standing.Epoch && isAbandoned(move, session.Now)) Release(session, move);
            }
            return abandoned.Count;
        });
    }

    /// <summary>Gives a claim back that nobody has begun to work on.</summary>
    public void GiveBack(ClaimedMove claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        database.Change(session =>
        {
            if (session.Records.Moves.Find(claim.Id) is { } move && move.Standing.Epoch == claim.Epoch && move.Standing.IsHeld) Endings.GiveBack(session, move);
            return true;
        });
    }

    // Without a lock: nothing due is by far the usual answer.
    private bool AnyDue() => database.Read(session => session.Records.Moves.Due(session.Now, new LimitTable(session.Records).Full, 1).Count > 0);

    private bool ClaimSome(MoveSession session, LimitTable limits, int most, List<ClaimedMove> claims)
    {
        var before = claims.Count;
        foreach (var move in session.Records.Moves.Due(session.Now, limits.Full, most))
        {
            var order = session.OrderOf(move);
            var step = MoveTimetable.PlaceOf(order, move.Standing).Step;
            var scopes = SlotScopes.Of(step, move.Order.EndpointId);
            if (limits.TryTake(scopes)) claims.Add(Take(session, move, order, step, scopes, limits));
        }
        return claims.Count > before;
    }

    private ClaimedMove Take(MoveSession session, Move move, MoveOrder order, SyncStep step, IReadOnlyList<string> scopes, LimitTable limits)
    {
        var standing = step switch
        {
            SyncStep.InitialSync or SyncStep.IncrementalSync => move.Standing.After(MoveEvent.Picked, session.Now),
            SyncStep.Complete => move.Standing.After(MoveEvent.CompletionPicked, session.Now),
            _ => move.Standing,
        };
        standing = standing with { Epoch = standing.Epoch + 1, Owner = node, LastOwner = node, LeaseUntil = session.Now + Lease, RetryAt = null };
        foreach (var scope in scopes) session.Records.Slots.Take(scope, move.Id);
        var taken = session.Save(move with { Standing = standing });
        return new ClaimedMove(taken, order, limits.Endpoints.FirstOrDefault(endpoint => endpoint.Id == move.Order.EndpointId), step);
    }

    private void Release(MoveSession session, Move move)
    {
        session.Records.Slots.Free(move.Id);
        session.Report(move.Id, node, "Warning", $"The worker {OtherSideText.Show(move.Standing.Owner)} ended without giving the move back; it goes on from its ledger.");
        Endings.GiveBack(session, move with { Standing = move.Standing with { Epoch = move.Standing.Epoch + 1 } });
    }
}
