using System.Text;

namespace Godwit.Benchmarks;

/// <summary>The answer to a FETCH of 1,000 messages of 4 kB with their flags and dates; time is for one message.</summary>
[MemoryDiagnoser]
public class ImapReading
{
    private const int Messages = 1000;
    private ImapConnection _connection = null!;

    [GlobalSetup]
    public void Prepare()
    {
        using var answer = new MemoryStream();
        for (var i = 1; i <= Messages; i++)
        {
            var letter = Letters.One(i);
            answer.Write(Encoding.ASCII.GetBytes($"* {i} FETCH (UID {i} FLAGS (\\Seen $Label1) INTERNALDATE \"14-Sep-2020 10:00:00 +0000\" BODY[] {{{letter.Length}}}\r\n"));
            answer.Write(letter);
            answer.Write(")\r\n"u8);
        }
        _connection = ImapConnection.Over(new ScriptedServer(answer.ToArray(), "done"), new ImapOptions("localhost", 143) { Security = ImapSecurity.None });
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public long Fetch()
    {
        using var fetch = _connection.Send(new FetchCommand(UidSet.Range(1, Messages), FetchItems.Uid | FetchItems.Flags | FetchItems.InternalDate | FetchItems.Body));
        var bytes = 0L;
        while (fetch.MoveNext())
        {
            for (var piece = fetch.Row.NextPiece(); !piece.IsEmpty; piece = fetch.Row.NextPiece()) bytes += piece.Length;
        }
        return bytes > Messages * 4096 ? bytes : throw new InvalidOperationException($"{bytes} bytes are too few.");
    }

    [GlobalCleanup]
    public void CleanUp() => _connection.Dispose();
}
