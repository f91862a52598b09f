using System.Globalization;
using System.Text.RegularExpressions;

namespace Godwit.EndToEnd.Proxies;

/// <summary>What a published address answers, as an administrator sees it with curl.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Head">Status line and header fields.</param>
internal sealed partial record Curl(int Status, string Head)
{
    /// <summary>The server that says that it answered.</summary>
    public string? FrontEnd => Field("X-FEServer");

    private string? Field(string name) => Regex.Match(Head, $"^{name}: (.*?)\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>Asks without credentials, with the test authority trusted.</summary>
    public static async Task<Curl> GetAsync(string address)
    {
        var authority = await TestAuthority.FindAsync();
        var result = await Command.RunAsync("curl", ["--silent", "--cacert", authority.File, "--dump-header", "-", "--output", "/dev/null", "--max-time", "20", address]);
        var status = StatusLine().Match(result.Output);
        return new Curl(status.Success ? int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture) : 0, result.Output);
    }

    /// <summary>The servers that answer when one asks so often, in order.</summary>
    public static async Task<IReadOnlyList<string?>> FrontEndsAsync(int port, int times)
    {
        var names = new List<string?>();
        for (var i = 0; i < times; i++) names.Add((await GetAsync(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}/EWS/mrsproxy.svc"))).FrontEnd);
        return names;
    }

    /// <summary>
    /// Returns when just these servers answer twice each in a row, whatever a balancer has told in its log before: under load it may leave out and take in a server that is well.
    /// Each question is a look; a wait that ends in vain ends within 90 seconds.
    /// </summary>
    public static async Task UntilFrontEndsAsync(int port, params string[] expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        IReadOnlyList<string?> seen;
        do
        {
            Assert.False(limit.IsCancellationRequested, $"Wanted {string.Join(", ", expected)}; still another set of servers answers.");
            seen = await FrontEndsAsync(port, 2 * expected.Length);
        }
        while (!seen.Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected));
    }

    [GeneratedRegex(@"^HTTP/[\d.]+ (\d{3})")]
    private static partial Regex StatusLine();
}
