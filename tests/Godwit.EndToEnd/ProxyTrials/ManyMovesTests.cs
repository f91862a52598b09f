using System.Globalization;
using Godwit.EndToEnd.BadInput;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>Twenty moves at once through one proxy, ten out of it and ten into it, cost it less than 150 MB.</summary>
[Trait("needs", "process")]
public sealed class ManyMovesTests
{
    private const int Moves = 20;
    private const int Messages = 30;
    private const long MostKilobytes = 150_000;

    [Fact]
    public async Task Twenty_moves_at_once_fit_into_150_megabytes()
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml());
        using var outside = new TemporaryFolder();
        for (var i = 0; i < Moves; i++) MaildirHouse.Fill(i < Moves / 2 ? proxy.Folder : outside.Path, $"user{i}", Messages, 700_000);
        await proxy.AddUserAsync("mig", Canary.Password);
        await proxy.StartAsync();

        var reports = await Task.WhenAll(Enumerable.Range(0, Moves).Select(i => MoveAsync(proxy, outside.Path, i)));

        var peak = proxy.PeakKilobytes();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"20 moves at once: the proxy had {peak / 1000} MB at most"));
        Assert.All(reports, report => Assert.Equal(Messages, report.ItemsCopied));
        Assert.InRange(peak, 10_000, MostKilobytes);
        Canary.IsNowhere(await proxy.StopAsync(), Path.Combine(proxy.Folder, "logs"));
    }

    /// <summary>Held back to a few seconds, so that all are under way together.</summary>
    private static async Task<MoveReport> MoveAsync(ProxyService proxy, string outside, int number)
    {
        var (user, maildir) = ($"user{number}", "maildir:" + Path.Combine(outside, "mail", "mail.example", $"user{number}", "Maildir"));
        var (from, to) = number < Moves / 2 ? (proxy.Store($"{user}@mail.example"), maildir) : (maildir, proxy.Store($"{user}@mail.example"));
        var moved = await proxy.GodwitAsync(Canary.Password, "move", "--from", from, "--to", to, "--state", Path.Combine(outside, user + ".state"), "--json", "--limit-rate", "5MB");
        return new GodwitOutcome(moved.ExitCode, moved.OutputOrThrow("move " + user), moved.Errors).Report;
    }
}
