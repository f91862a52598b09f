namespace Godwit.Benchmarks;

/// <summary>The ledger on disk: a checkpoint of 4,096 pairs into a new state file, and the pairs of a folder of a million read again.</summary>
[MemoryDiagnoser]
public class LedgerWork
{
    private const int Million = 1_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-micro-").FullName;
    private int _files;
    private uint _uid = 1;
    private SqliteLedger _ledger = null!;
    private SqliteLedger _large = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _ledger = Open();
        _large = Open();
        for (var uid = 1u; uid < Million; uid += PairTable.SegmentRows) _large.Commit(Pairs(uid, (int)Math.Min(PairTable.SegmentRows, Million - uid + 1)));
    }

    [Benchmark(OperationsPerInvoke = PairTable.SegmentRows)]
    public void CommitAPair()
    {
        _ledger.Commit(Pairs(_uid, PairTable.SegmentRows));
        _uid += PairTable.SegmentRows;
    }

    [Benchmark(OperationsPerInvoke = Million)]
    public int ReadAPair() => _large.ReadPairs(1).Count is Million and var count ? count : throw new InvalidOperationException("Pairs are missing.");

    [GlobalCleanup]
    public void CleanUp()
    {
        _ledger.Dispose();
        _large.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteLedger Open()
    {
        var ledger = SqliteLedger.Open(Path.Combine(_folder, $"{_files++}"), "source", "target", TimeProvider.System);
        var changes = new LedgerChanges();
        changes.Folders.Add(new FolderRecord(1) { Source = new SideRecord(FolderPath.Inbox), Target = new SideRecord(FolderPath.Inbox) });
        ledger.Commit(changes);
        return ledger;
    }

    private static LedgerChanges Pairs(uint from, int count)
    {
        var rows = new List<PairRow>(count);
        for (var i = 0; i < count; i++) rows.Add(Pair(from + (uint)i));
        var changes = new LedgerChanges();
        changes.NewPairs[1] = rows;
        return changes;
    }

    private static PairRow Pair(uint uid) => new()
    {
        SourceUid = uid, TargetUid = uid, Size = 4096, ReceivedSeconds = 1_600_000_000 + uid, Header = uid * 0x9E3779B97F4A7C15, Content = Hash(uid),
    };

    private static ContentHash Hash(uint uid)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        new Random((int)uid).NextBytes(bytes);
        return ContentHash.Read(bytes);
    }
}
