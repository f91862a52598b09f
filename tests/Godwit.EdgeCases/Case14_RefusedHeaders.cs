namespace Godwit.EdgeCases;

/// <summary>Row 14: one refused message costs no other; the cause is found and a repaired copy stored, or it is listed with what the server said.</summary>
public sealed class Case14_RefusedHeaders
{
    private static readonly byte[] Receipt = Letters.Of(
        "Subject: letter 100.\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n", "--r\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: x\r\n--r--\r\n");

    private static readonly byte[] Teletex = Letters.Of("Subject: =?TELETEX?Q?letter_101.?=\r\nContent-Type: text/plain; charset=TELETEX\r\n");
    private static readonly byte[] RawHeader = Letters.Of("Subject: letter 102. gr\u00fc\u00dfe\r\n");
    private static readonly byte[] NoContinuation = Letters.Of("Subject: letter 103.\r\nReferences: <a@b>\r\n<c@d> and no field at all\r\nX-After: here\r\n");

    private static Trip Filled(ImapPlace target)
    {
        var trip = new Trip(new ImapPlace(), target);
        trip.Source.Fill("INBOX", 40);
        var number = 100;
        foreach (var message in (byte[][])[Receipt, Teletex, RawHeader, NoContinuation]) trip.Source.Deliver("INBOX", message, default, number++);
        trip.Source.Fill("INBOX", 40, first: 200);
        return trip;
    }

    [Fact]
    public void A_target_without_8_bit_headers_gets_encoded_words()
    {
        using var trip = Filled(new ImapPlace(ServerProfile.Cyrus));
        trip.Run().ShouldHaveCopied(84).ShouldNote("8-bit text in the header was written as encoded words");
        Assert.Equal(84, trip.Target.All().Count);
        Assert.Contains("=?", trip.Target.With("letter 102.").Text, StringComparison.Ordinal);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Invalid_header_is_found_by_halving_and_repaired()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesMessage = message => Letters.Text(message).Contains("\r\n<c@d> and", StringComparison.Ordinal) ? "NO invalid header" : null;
        using var trip = Filled(target);
        trip.Run().ShouldHaveCopied(84).ShouldNote("Damaged header lines were folded properly");
        Assert.Equal(trip.Source.All().Count(m => m.Text.Contains("letter", StringComparison.Ordinal)), trip.Target.All().Count);
        Assert.Contains("X-After: here", trip.Target.With("letter 103.").Text, StringComparison.Ordinal);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void What_no_repair_helps_is_listed_with_the_servers_words_and_costs_nothing_else()
    {
        var target = new ImapPlace(ServerProfile.ExchangeLike);
        target.Server.Behaviour.RefusesMessage = message =>
            Letters.Text(message) is var text && (text.Contains("disposition-notification", StringComparison.Ordinal) || text.Contains("TELETEX", StringComparison.Ordinal)) ? "BAD Command Argument Error. 11" : null;
        using var trip = Filled(target);
        var result = trip.Run();
        Assert.Empty(result.Faults);
        Assert.Equal(82, result.ItemsCopied);
        Assert.Equal(["letter 100.", "letter 101."], result.Skipped.Select(s => s.Subject).Order(StringComparer.Ordinal));
        Assert.All(result.Skipped, s => Assert.Contains("Command Argument Error. 11", s.Told, StringComparison.Ordinal));
        Assert.All(result.Skipped, s => Assert.Equal((SkipReason.Bad, "GW1041"), (s.Reason, s.Code)));
    }

    [Fact]
    public void They_are_tried_again_only_so_many_times()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesMessage = message => Letters.Text(message).Contains("letter 100.", StringComparison.Ordinal) ? "NO no" : null;
        using var trip = Filled(target);
        for (var run = 0; run < 5; run++) trip.Run();
        target.Server.Log.Clear();
        Assert.Equal(3, Assert.Single(trip.Run().Skipped).Tries);
        Assert.Equal(0, target.Appends);

        target.Server.Behaviour.RefusesMessage = null;
        trip.Run(trip.Settings with { RetrySkipped = true }).ShouldHaveCopied(1);
        trip.ShouldBeEqual();
    }
}
