using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Moves;

/// <summary>
/// GNU Mailutils 3.15 keeps neither flags nor dates of an APPEND, knows no keywords, cannot remove single messages (no UIDPLUS), and tells a Maildir's folders another UIDVALIDITY at every SELECT. Even
/// so nothing is lost and nothing doubled, and what cannot be done is said.
/// </summary>
[Trait("needs", "process"), Trait("length", "deep")]
public sealed class MailutilsTests : IDisposable
{
    private static readonly Allowances Contents = new() { NoFlagsNoDates = true };
    private readonly TemporaryFolder _folder = new();

    private GodwitMove Move(Place from, Place to) => new(from.Store, to.Store, _folder.Path);

    [Fact]
    public async Task It_gets_every_message_once_and_is_told_what_it_cannot_do()
    {
        await using var source = await Place.OpenAsync(PlaceKind.Dovecot);
        await using var target = await Place.OpenAsync(PlaceKind.Mailutils);
        var move = Move(source, target);
        var filled = await source.FillAsync(120);

        Assert.Equal(filled.Stored, (await move.ReportAsync(0)).ItemsCopied);
        Comparison.AssertEqual(await source.ReadAsync(), await target.ReadAsync(), Contents);
        Assert.Equal((0, 0), await move.ReportAsync(0) is var again ? (again.ItemsCopied, again.ItemsAdopted) : default);

        await source.ChangeAsync();
        Assert.Contains((await move.ReportAsync(3)).Faults, fault => fault.Code == "GW3012");
        Comparison.AssertNothingMissing(await source.ReadAsync(), await target.ReadAsync(), Contents);
        Assert.Equal(0, (await move.ReportAsync(3)).ItemsCopied);
    }

    [Fact]
    public async Task Its_unsteady_folders_are_told_and_never_doubled()
    {
        await using var source = await Place.OpenAsync(PlaceKind.Mailutils);
        await using var target = await Place.OpenAsync(PlaceKind.Dovecot);
        await source.FillAsync(40);

        var report = await Move(source, target).ReportAsync(3);

        Assert.Contains(report.Faults, fault => fault.Code is "GW1031" or "GW3014");
        Comparison.AssertNothingMissing(await target.ReadAsync(), await source.ReadAsync(), Contents);
    }

    public void Dispose() => _folder.Dispose();
}
