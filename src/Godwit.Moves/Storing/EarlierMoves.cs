namespace Godwit.Moves;

/// <summary>Moves that an earlier version of this program kept last: kept anew, so that what this one looks for is there.</summary>
public static class EarlierMoves
{
    private const int AtOnce = 500;

    /// <summary>Keeps them anew, some at a time.</summary>
    /// <param name="database">The records.</param>
    /// <param name="stores">The stores of this service.</param>
    /// <returns>How many there were.</returns>
    public static int KeepAnew(MoveDatabase database, IStoreDirectory stores)
    {
        ArgumentNullException.ThrowIfNull(database);
        var (all, some) = (0, 0);
        do
        {
            if (database.Read(static session => session.Records.Moves.Count(new MoveQuery { IsEarlier = true })) == 0) break;
            some = database.Change(session =>
            {
                var moves = session.Records.Moves.List(new MoveQuery { IsEarlier = true }, 0, AtOnce);
                foreach (var move in moves) session.Save(move with { Order = TargetPlaces.Placed(stores, move.Order) });
                return moves.Count;
            });
            all += some;
        }
        while (some > 0);
        return all;
    }
}
