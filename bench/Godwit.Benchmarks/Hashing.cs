namespace Godwit.Benchmarks;

/// <summary>The canonical hash of one message.</summary>
[MemoryDiagnoser]
public class Hashing
{
    private readonly CanonicalHasher _hasher = new();
    private byte[] _letter = [];

    [Params(4096, 2_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare() => _letter = Letters.One(1, Bytes);

    [Benchmark]
    public MessageDigest Hash()
    {
        _hasher.Append(_letter);
        return _hasher.Finish();
    }

    [GlobalCleanup]
    public void CleanUp() => _hasher.Dispose();
}
