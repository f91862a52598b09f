namespace Godwit.Sync;

/// <summary>Changes rows that are in the ledger already, found by their target uid.</summary>
internal static class LedgerRows
{
    /// <summary>Puts the changed rows of a folder into <paramref name="changes"/>. Rows of the given uids are handed to <paramref name="change"/>, which answers with the row as it shall be.</summary>
    public static void Change(ILedger ledger, int folder, UidSet targetUids, Func<PairRow, PairRow> change, LedgerChanges changes)
    {
        if (targetUids.IsEmpty) return;
        if (!changes.ChangedTables.TryGetValue(folder, out var table)) table = ledger.ReadPairs(folder);
        var any = false;
        for (var i = 0; i < table.Count; i++)
        {
            if (!table[i].OnTarget || !targetUids.Contains(table[i].TargetUid)) continue;
            table.Change(i) = change(table[i]);
            any = true;
        }
        if (any) changes.ChangedTables[folder] = table;
    }
}
