namespace Godwit.Proxy.Tests.Hostile;

/// <summary>
/// Requests of the corpus, as they are and spoiled by seeds: whatever comes, an answer that may be or none, never a 500, nothing without credentials, and the next client is served. A seed that found
/// a fault is kept in <see cref="Kept"/>; a request that found one goes into the corpus.
/// </summary>
public sealed class FuzzTests
{
    private const int Seeds = 400;

    /// <summary>Seeds that found something, with what it was.</summary>
    private static readonly int[] Kept = [];

    private static readonly int[] MayBe = [0, 200, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 421, 426, 431, 501, 505];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Hostile", "corpus");

    [Fact]
    public async Task Requests_of_the_corpus_and_spoiled_ones_are_answered_or_cut()
    {
        await using var proxy = await BesiegedProxy.StartAsync(listening: settings => settings with { HeadTimeout = TimeSpan.FromSeconds(1), IdleTimeout = TimeSpan.FromSeconds(1) });
        var corpus = Corpus();
        await Task.WhenAll(corpus.Where(entry => entry.Name != "expect").Select(async entry => Judge(await RawClient.ExchangeAsync(proxy.Port, entry.Request), entry.Name, entry.Request)));
        await Parallel.ForEachAsync(Enumerable.Range(0, Seeds).Concat(Kept), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            var random = new Random(seed);
            var spoiled = Spoil(corpus[random.Next(corpus.Count)].Request, random);
            Judge(await RawClient.SendAndCloseAsync(proxy.Port, spoiled), $"seed {seed}", spoiled);
        });

        proxy.ServesTheHonest();
        var written = await proxy.Running.EverythingWrittenAsync();
        Assert.DoesNotContain(Organisation.Password, written, StringComparison.Ordinal);
        Assert.DoesNotContain(" 500 ", string.Join('\n', await proxy.Running.LinesAsync("W3SVC1")), StringComparison.Ordinal);
    }

    private static void Judge(string answer, string name, byte[] request)
    {
        var status = BesiegedProxy.StatusOf(answer);
        Assert.True(MayBe.Contains(status) && (answer.Length == 0) == (status == 0), $"{name}: {answer[..Math.Min(400, answer.Length)]}");
        Assert.DoesNotContain(BesiegedProxy.Secret, answer, StringComparison.Ordinal);
        var text = System.Text.Encoding.Latin1.GetString(request);
        if (text.Contains("mrsproxy", StringComparison.OrdinalIgnoreCase) && !text.Contains("Authorization", StringComparison.OrdinalIgnoreCase)) Assert.True(status != 200, $"{name}: 200 without credentials");
    }

    /// <summary>Files hold the request with <c>@BASIC@</c> for the credentials; <c>.hex</c> files are bytes in hexadecimal behind an empty line.</summary>
    private static List<(string Name, byte[] Request)> Corpus() =>
        [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), Read(path)))];

    private static byte[] Read(string path)
    {
        var text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("@BASIC@", RunningProxy.Basic("mig", Organisation.Password).ToString(), StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text, "") : (text[..(end + 2)], text[(end + 2)..]);
        var bytes = path.EndsWith(".hex", StringComparison.Ordinal) ? Convert.FromHexString(string.Concat(body.Where(char.IsAsciiHexDigit))) : BesiegedProxy.Bytes(body);
        return [.. BesiegedProxy.Bytes(head.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("@LENGTH@", bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)), .. bytes];
    }

    private static byte[] Spoil(byte[] valid, Random random)
    {
        var bytes = valid.ToList();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Noise(random)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 40)];
        random.NextBytes(noise);
        return noise;
    }
}
