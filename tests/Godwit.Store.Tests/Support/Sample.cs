namespace Godwit.Store.Tests;

/// <summary>Ledgers, rows and records to test with.</summary>
internal static class Sample
{
    public const string Source = "imaps://alice@old.example:993";
    public const string Target = "maildir:/srv/mail/alice";

    public static SqliteLedger Open(string path) => SqliteLedger.Open(path, Source, Target, TimeProvider.System);

    /// <summary>A row that can be told from every other by its number.</summary>
    public static PairRow Row(uint number) => new()
    {
        SourceUid = number,
        TargetUid = number + 1_000,
        Size = number * 17L,
        ReceivedSeconds = 1_500_000_000 + number,
        ReceivedOffset = (short)(number % 1_440 - 720),
        Header = number * 0x9E3779B97F4A7C15UL,
        Content = new ContentHash(number, ~(ulong)number, number * 31UL, 7),
    };

    public static List<PairRow> Rows(uint from, int count) => [.. Enumerable.Range(0, count).Select(i => Row(from + (uint)i))];

    public static FolderRecord Folder(int id, uint floor = 1) => new(id)
    {
        Source = new SideRecord(FolderPath.Of("Projects", $"No {id}")) { ObjectId = $"M{id}", Generation = new(7), UidNext = 12, Marker = new(ulong.MaxValue - 3), Messages = 5 },
        Target = new SideRecord(FolderPath.Of("Projekte", "Übersicht/2", $"{id}")) { Generation = new(uint.MaxValue), Unpaired = UidSet.Of(1, 2, 3, 900, uint.MaxValue) },
        Floor = floor,
        IntentSeconds = 1_700_000_000,
        ConfirmedBelow = 3,
        CreatedByUs = id % 2 == 0,
    };

    public static SkippedItem Skipped(int folder, uint uid) => new(folder, uid, SkipReason.Large)
    {
        Folder = FolderPath.Of("INBOX", "日本語"), Code = "GW1042", Told = "It is over the limit of 25 MB.", Size = 26_000_000,
        Received = new ReceivedDate(-5, -90), Subject = "Holiday pictures \U0001F3D6", Tries = 2,
    };

    /// <summary>Folders, skipped items and pairs to the last bit, as text to compare.</summary>
    public static string Everything(ILedger ledger, params IEnumerable<int> folders)
    {
        var lines = ledger.Folders.Select(f => f.ToString()).Concat(ledger.Skipped.Select(s => s.ToString())).ToList();
        foreach (var folder in folders) lines.AddRange(Living(ledger, folder));
        return string.Join('\n', lines);
    }

    /// <summary>The rows of a folder but for tombstones, which a packing may drop; keywords by name.</summary>
    public static IEnumerable<string> Living(ILedger ledger, int folder)
    {
        var table = ledger.ReadPairs(folder);
        for (var i = 0; i < table.Count; i++)
        {
            var row = table[i];
            if (row.OnSource || row.OnTarget) yield return Show(row, ledger.Keywords);
        }
    }

    private static string Show(PairRow row, KeywordTable keywords) => string.Join(' ',
        row.SourceUid, row.TargetUid, row.Size, row.ReceivedSeconds, row.ReceivedOffset, row.Origin, row.State,
        keywords.Flags(row.Source), "|", keywords.Flags(row.Target), row.Header, row.Content);

    public static LedgerChanges NewPairs(int folder, List<PairRow> rows)
    {
        var changes = new LedgerChanges();
        changes.NewPairs[folder] = rows;
        return changes;
    }
}
