namespace Godwit.Benchmarks;

/// <summary>One APPEND with 200 messages of 4 kB (MULTIAPPEND, LITERAL+); time is for one message.</summary>
[MemoryDiagnoser]
public class ImapWriting
{
    private const int Messages = 200;
    private readonly byte[] _letter = Letters.One(1);
    private ImapConnection _connection = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _connection = ImapConnection.Over(new ScriptedServer([], $"[APPENDUID 1 1:{Messages}] done"), new ImapOptions("localhost", 143) { Security = ImapSecurity.None });
        _connection.ReadCapabilities();
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public object? Append()
    {
        using var append = _connection.BeginAppend("INBOX");
        for (var i = 0; i < Messages; i++)
        {
            append.BeginMessage(new MessageFlags(SystemFlags.Seen), new ReceivedDate(1_600_000_000 + i, 0), _letter.Length);
            append.Write(_letter);
        }
        return append.Finish().Wait();
    }

    [GlobalCleanup]
    public void CleanUp() => _connection.Dispose();
}
