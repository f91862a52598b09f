namespace Godwit.EdgeCases;

/// <summary>Row 26: dialects are understood, and no command is longer than 8 kB.</summary>
public sealed class Case26_ServerDialects
{
    private static Trip Move(ImapPlace source)
    {
        var trip = new Trip(source, new ImapPlace());
        foreach (var name in (string[])["2024", "2024/1", "Sent"]) trip.Source.Create(name);
        trip.Source.Fill("INBOX", 3);
        trip.Source.Fill("2024/1", 3, first: 10);
        trip.Source.Fill("2024", 3, first: 20);
        return trip;
    }

    [Fact]
    public void Names_of_digits_may_come_as_atoms_and_answers_with_odd_spaces()
    {
        var source = new ImapPlace();
        var behaviour = source.Server.Behaviour;
        (behaviour.SendsNamesAsAtoms, behaviour.SpacesOddly, behaviour.RepeatsFlagsLine, behaviour.SendsBodyFirst) = (true, true, true, true);
        using var trip = Move(source);
        trip.Run().ShouldHaveCopied(9);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Extended_LIST_without_SPECIAL_USE_is_enough()
    {
        using var trip = Move(new ImapPlace(ServerProfile.Dovecot.Without("SPECIAL-USE")));
        ((ImapPlace)trip.Target).Create("Gesendet", SpecialUse.Sent);
        trip.Source.Fill("Sent", 2, first: 50);
        trip.Run().ShouldHaveCopied(11);
        Assert.Equal(2, trip.Target.In("Gesendet").Count);
    }

    [Fact]
    public void Capabilities_that_are_told_only_when_asked_for_after_sign_in_are_used()
    {
        var target = new ImapPlace(ServerProfile.Dovecot with { TellsCapabilitiesAtLogin = false });
        using var trip = new Trip(new ImapPlace(ServerProfile.Dovecot with { TellsCapabilitiesAtLogin = false }), target);
        trip.Source.Fill("INBOX", 100);
        trip.Run().ShouldHaveCopied(100);
        // One command for all of them: MULTIAPPEND was known.
        Assert.Equal(1, target.Appends);
    }

    [Fact]
    public void Sets_of_uids_are_cut_below_8_kB()
    {
        var options = new ImapServerOptions { MaxLineBytes = 8_192 };
        using var trip = new Trip(new ImapPlace(options), new ImapPlace(options));
        var (source, target) = ((ImapPlace)trip.Source, (ImapPlace)trip.Target);
        trip.Source.Create("Archive");
        // Every second message goes, so that what is left is 4,000 uids without a neighbour: 30 kB of a set if written in one.
        trip.Source.Fill("INBOX", 8_000, first: 100_000);
        source.Inbox.Rebuild(firstUid: 1_000_000);
        source.Inbox.Expunge(Enumerable.Range(0, 4_000).Select(i => 1_000_000u + 2 * (uint)i));
        trip.Run().ShouldHaveCopied(4_000);
        trip.ShouldBeEqual();

        foreach (var message in source.Inbox.Messages.Where((_, i) => i % 2 == 0)) source.Inbox.ChangeFlags(message.Uid, new MessageFlags(SystemFlags.Seen));
        Assert.Equal(2_000, trip.Run().ItemsUpdated);
        // A longer line would have been answered with BAD.
        Assert.Equal(2_000, target.Inbox.Messages.Count(m => m.Flags.System == SystemFlags.Seen));
        trip.Run().ShouldHaveDoneNothing();
    }
}
