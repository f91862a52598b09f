namespace Godwit.EdgeCases;

/// <summary>Row 32: what fails now and then is done in the end, once.</summary>
public sealed class Case32_TransientErrors
{
    [Theory]
    [InlineData("Courier", 100)]
    [InlineData("Ancient", 100)]
    [InlineData("Dovecot", 3)]
    public void One_refused_write_in_so_many_loses_and_doubles_nothing(string target, int oneIn)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(Profiles.Of(target)));
        trip.Settings = trip.Settings with { GroupMessages = 50 };
        trip.Source.Fill("INBOX", 1_000);
        var server = ((ImapPlace)trip.Target).Server;
        server.Behaviour.RefuseOnceIn(oneIn, "APPEND", Refusals.Unavailable);
        var result = trip.Run();
        Assert.Empty(result.Faults);
        Assert.Empty(result.Skipped);
        Assert.NotEmpty(result.Retried);
        // What was stored behind a refused message, its answer not waited for, is recognised in the next pass.
        Assert.InRange(result.ItemsCopied + result.ItemsAdopted, 1_000, 2_000);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Ancient")]
    public void An_answer_that_is_lost_now_and_then_doubles_nothing(string target)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(Profiles.Of(target)));
        trip.Settings = trip.Settings with { GroupMessages = 20 };
        trip.Source.Fill("INBOX", 200);
        using var rule = ((ImapPlace)trip.Target).Server.OnCommand(c => c.Name == "APPEND" && c.Number % 4 == 0, c => c.DropBeforeAnswer(), times: 6);
        var result = trip.Run();
        Assert.Empty(result.Faults);
        Assert.Empty(result.Skipped);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Trouble_with_reading_is_nobodys_loss_either()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        for (var folder = 0; folder < 5; folder++)
        {
            trip.Source.Create(FormattableString.Invariant($"F{folder}"));
            trip.Source.Fill(FormattableString.Invariant($"F{folder}"), 20, first: folder * 100);
        }
        ((ImapPlace)trip.Source).Server.Behaviour.RefuseOnceIn(10, "UID FETCH", Refusals.InUse);
        Assert.NotEmpty(trip.Run().ShouldHaveCopied(100).Retried);
        trip.ShouldBeEqual();
    }

    /// <summary>What was asked for of the refused folder is still under way then, so that both connections are made anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_folder_that_takes_nothing_ends_neither_the_others_nor_removals(int lanes)
    {
        var target = new ImapPlace();
        using var trip = new Trip(new ImapPlace(), target);
        trip.Settings = trip.Settings with { Lanes = lanes };
        trip.Source.Create("Big");
        var first = trip.Source.Deliver("INBOX", Letters.Plain(0), default, 0);
        trip.Source.Fill("INBOX", 2, first: 1);
        trip.Run().ShouldHaveCopied(3);
        ((ImapPlace)trip.Source).Inbox.Expunge(first);
        trip.Source.Fill("Big", 3_000, first: 1_000);
        for (var folder = 0; folder < 6; folder++)
        {
            trip.Source.Create(FormattableString.Invariant($"F{folder}"));
            trip.Source.Fill(FormattableString.Invariant($"F{folder}"), 3, first: 10 * (folder + 1));
        }
        using (target.Server.OnCommand(static c => c.Name == "APPEND" && c.Line.Contains("Big", StringComparison.Ordinal), static c => c.Refuse("NO [NOPERM] not yours"), times: 1_000))
        {
            var result = trip.Run();

            Assert.Equal((18, 1), (result.ItemsCopied, result.ItemsDeleted));
            Assert.Contains("Big", Assert.Single(result.Faults).Told, StringComparison.Ordinal);
            Assert.Empty(trip.Pauses);
        }

        trip.Run().ShouldHaveCopied(3_000);
        trip.ShouldBeEqual();
    }
}
