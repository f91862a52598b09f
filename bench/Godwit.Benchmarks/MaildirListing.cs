using System.Globalization;

namespace Godwit.Benchmarks;

/// <summary>Listing a Maildir folder of 10,000 messages whose index is there already; time is for one message.</summary>
[MemoryDiagnoser]
public class MaildirListing
{
    private const int Messages = 10_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-micro-").FullName;
    private IMailboxSource _source = null!;
    private Folder _inbox = null!;

    [GlobalSetup]
    public void Prepare()
    {
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(_folder, part));
        for (var i = 0; i < Messages; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + i}.M{i}P1.bench,S=3,W=3:2,S");
            File.WriteAllText(Path.Combine(_folder, "cur", name), "a\r\n");
        }
        _source = new MaildirConnector(new MaildirSettings(_folder)).OpenSource(CancellationToken.None);
        _inbox = _source.ListFolders(CancellationToken.None).Single().Folder;
        List();
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int List()
    {
        using var listing = _source.ListMessages(_inbox, default, null, CancellationToken.None);
        var count = 0;
        while (listing.MoveNext(out _)) count++;
        return count == Messages ? count : throw new InvalidOperationException($"{count} messages listed.");
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _source.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
