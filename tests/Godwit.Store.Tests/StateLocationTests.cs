namespace Godwit.Store.Tests;

public sealed class StateLocationTests
{
    private const string Source = "imaps://alice@old.example:993";

    [Fact]
    public void It_lies_in_the_users_state_folder()
    {
        var home = StateLocation.For(Source, "maildir:/srv/mail/alice", Environment(("HOME", "/home/al")));
        var given = StateLocation.For(Source, "maildir:/srv/mail/alice", Environment(("HOME", "/home/al"), ("XDG_STATE_HOME", "/var/state")));

        Assert.Matches(@"^/home/al/\.local/state/godwit/alice@old\.example-993-to-srv-mail-alice-[0-9a-f]{16}\.state$", home);
        Assert.StartsWith("/var/state/godwit/alice@old.example", given, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_state_folder_is_ignored() =>
        Assert.StartsWith("/home/al/.local/", StateLocation.For("a:b", "c:d", Environment(("HOME", "/home/al"), ("XDG_STATE_HOME", "state"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("maildir:/a", "maildir:/b", "maildir:/b", "maildir:/a")]
    [InlineData("maildir:/a/b", "maildir:/c", "maildir:/a-b", "maildir:/c")]
    [InlineData("imap://a@h:143", "maildir:/c", "imaps://a@h:143", "maildir:/c")]
    public void Another_pair_has_another_name(string source, string target, string otherSource, string otherTarget)
    {
        var environment = Environment(("HOME", "/h"));

        Assert.NotEqual(StateLocation.For(source, target, environment), StateLocation.For(otherSource, otherTarget, environment));
    }

    [Fact]
    public void The_same_pair_has_the_same_name_for_ever() =>
        Assert.Equal("/h/.local/state/godwit/a-to-b-8a8dad8545530444.state", StateLocation.For("maildir:/a", "maildir:/b", Environment(("HOME", "/h"))));

    [Fact]
    public void Any_identity_makes_one_short_file_name()
    {
        var path = StateLocation.For("imaps://" + new string('ü', 500) + "/../../etc\0", "maildir:/" + new string('x', 4_000), Environment(("HOME", "/h")));

        Assert.Equal("/h/.local/state/godwit", Path.GetDirectoryName(path));
        Assert.InRange(Path.GetFileName(path).Length, 20, 200);
    }

    [Fact]
    public void Without_a_home_it_asks_for_a_file()
    {
        var refusal = Assert.Throws<FaultException>(() => StateLocation.For("a:b", "c:d", _ => null));

        Assert.Equal(SyncFaults.StateNotWritable, refusal.Fault.Kind);
        Assert.Contains("--state", refusal.Fault.Told, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => variables.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault();
}
