namespace Godwit.EdgeCases;

/// <summary>Row 22: a name that the target cannot have becomes another, always the same one, from which the first can be told; what is in the folder arrives and the report says it.</summary>
public sealed class Case22_OddFolderNames
{
    [Theory]
    [InlineData("Courier", "Dovecot", "GPR/GPA", "GPR=2FGPA")]
    [InlineData("Dovecot", "Courier", "Person K.", "Person K=2E")]
    [InlineData("Dovecot", "Cyrus", " PROBLEM", "=20PROBLEM")]
    [InlineData("Dovecot", "Cyrus", "TEST ", "TEST=20")]
    [InlineData("Dovecot", "Exchange", "TEST ", "TEST=20")]
    [InlineData("Maildir", "Dovecot", "100% *sure*", "100=25 =2Asure=2A")]
    public void A_forbidden_name_is_escaped_reversibly(string source, string target, string name, string becomes)
    {
        using var trip = new Trip(source == "Maildir" ? new MaildirPlace() : new ImapPlace(Profiles.Of(source)), new ImapPlace(Profiles.Of(target)));
        trip.Source.Create(FolderPath.Of(name));
        for (var number = 0; number < 5; number++) trip.Source.Deliver(FolderPath.Of(name), Letters.Plain(number), default, Letters.Received(number));
        trip.Run().ShouldHaveCopied(5).ShouldNote("the target does not allow that name");
        Assert.Equal(5, trip.Target.In(FolderPath.Of(becomes)).Count);
        Assert.Equal(name, NameRules.Original(becomes));
        trip.Run().ShouldHaveDoneNothing();
        trip.LoseState();
        Assert.Equal(5, trip.Run().ShouldHaveCopied(0).ItemsAdopted);
        Assert.Equal(2, ((ImapPlace)trip.Target).Tree.Count);
    }

    [Fact]
    public void Names_that_look_escaped_stay_apart_from_those_that_were()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(ServerProfile.Courier));
        trip.Source.Create(FolderPath.Of("a.b"));
        trip.Source.Create(FolderPath.Of("a=2Eb"));
        trip.Source.Deliver(FolderPath.Of("a.b"), Letters.Plain(1), default, Letters.Received(1));
        trip.Source.Deliver(FolderPath.Of("a=2Eb"), Letters.Plain(2), default, Letters.Received(2));
        trip.Run().ShouldHaveCopied(2);
        Assert.Equal(3, ((ImapPlace)trip.Target).Tree.Count);
        Assert.Contains("letter 1.", Assert.Single(trip.Target.In(FolderPath.Of("a=2Eb"))).Text, StringComparison.Ordinal);
        Assert.Contains("letter 2.", Assert.Single(trip.Target.In(FolderPath.Of("a=3D2Eb"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_both_sides_can_have_stay_as_they_are()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        foreach (var name in (string[])["Person K.", " PROBLEM", "TEST ", "100=", "a=zz"])
        {
            trip.Source.Create(FolderPath.Of(name));
            trip.Source.Deliver(FolderPath.Of(name), Letters.Plain(name.Length), default, Letters.Received(1));
        }
        Assert.Empty(trip.Run().ShouldHaveCopied(5).Notes);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_name_that_the_target_refuses_all_the_same_costs_only_its_folder()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesName = name => name.Contains("Files", StringComparison.Ordinal) ? "NO [CANNOT] Files is reserved" : null;
        using var trip = new Trip(new ImapPlace(), target);
        trip.Source.Create("Files");
        trip.Source.Create("Other");
        trip.Source.Fill("Files", 2);
        trip.Source.Fill("Other", 2, first: 10);
        var result = trip.Run();
        Assert.Equal(2, result.ItemsCopied);
        Assert.Contains("Files is reserved", Assert.Single(result.Faults).Told, StringComparison.Ordinal);
    }
}
