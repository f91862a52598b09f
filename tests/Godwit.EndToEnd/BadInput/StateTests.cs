using System.Security.Cryptography;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>State files that cannot be used. In each case they stay as they are.</summary>
[Trait("needs", "process")]
public sealed class StateTests : IDisposable
{
    private const int Messages = 80;
    private readonly TemporaryFolder _folder = new();

    private GodwitMove Move => new(new StoreAddress("maildir:" + _folder["source"]), new StoreAddress("maildir:" + _folder["target"]), _folder.Path);

    private async Task FillAsync() => (await Command.RunAsync(
        Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [_folder["source"], "--folders", "3", "--messages", "20", "--inbox", "20"])).OutputOrThrow("make_maildir.py");

    private async Task AssertEqualAsync()
    {
        var snapshots = await Task.WhenAll(new[] { "source", "target" }.Select(name => Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [_folder[name]])));
        Comparison.AssertEqual(MailboxSnapshot.Of(snapshots[0].Output), MailboxSnapshot.Of(snapshots[1].Output));
    }

    [Fact]
    public async Task A_state_of_another_pair_is_refused_and_left_alone()
    {
        await FillAsync();
        await Move.ReportAsync(0);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(Move.State));

        var sentence = FaultSentence.Of(await (Move with { To = new StoreAddress("maildir:" + _folder["elsewhere"]) }).RunAsync(), 1, "GW3002", "service");

        Assert.Contains(_folder["elsewhere"], sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["elsewhere"]));
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Move.State)));
        Assert.True((await Move.ReportAsync(0)).DidNothing);
    }

    [Fact]
    public async Task A_state_in_use_is_refused_with_the_number_of_the_process_that_holds_it()
    {
        await FillAsync();
        using var watch = new FileSystemWatcher(_folder.Path, "move.state-wal") { EnableRaisingEvents = true };
        var opened = new TaskCompletionSource();
        watch.Created += (_, _) => opened.TrySetResult();
        watch.Changed += (_, _) => opened.TrySetResult();
        using var first = Move.Start("--limit-rate", "1kB");
        await opened.Task.WaitAsync(TimeSpan.FromMinutes(1));

        var sentence = FaultSentence.Of(await Move.RunAsync(), 2, "GW3001", "service");

        Assert.Contains($"process {first.Id} ", sentence, StringComparison.Ordinal);
        Assert.True(first.IsRunning);
        first.Kill();
        await first.FinishAsync();
        await Move.ReportAsync(0);
        await AssertEqualAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8_200)]
    [InlineData(-1)]
    public async Task A_damaged_state_is_refused_left_alone_and_can_be_done_without(int where)
    {
        await FillAsync();
        await Move.ReportAsync(0);
        await DamageAsync(where);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(Move.State));

        FaultSentence.Of(await Move.RunAsync(), 1, "GW3004", "service");

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Move.State)));
        File.Move(Move.State, Move.State + ".aside");
        Assert.Equal((0, Messages), (await Move.ReportAsync(0) is var report ? (report.ItemsCopied, report.ItemsAdopted) : default));
        await AssertEqualAsync();
    }

    /// <summary>Garbage from this byte on, a page long; -1 cuts the file in the middle.</summary>
    private async Task DamageAsync(int where)
    {
        var bytes = await File.ReadAllBytesAsync(Move.State);
        if (where < 0) bytes = bytes[..(bytes.Length / 2)];
        else new Random(7).NextBytes(bytes.AsSpan(where, Math.Min(8_192, bytes.Length - where)));
        await File.WriteAllBytesAsync(Move.State, bytes);
    }

    public void Dispose() => _folder.Dispose();
}
