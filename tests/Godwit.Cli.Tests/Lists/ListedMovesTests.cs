namespace Godwit.Cli.Tests.Lists;

public sealed class ListedMovesTests
{
    private static EachOptions Options(string from, string to, string? state = null, string? file = null) => new("/list", 4,
        new StoreTemplate("from", new ColumnTemplate("--from", from), file is null ? null : new ColumnTemplate("--from-password-file", file), null),
        new StoreTemplate("to", new ColumnTemplate("--to", to), null, "get token"),
        state is null ? null : new ColumnTemplate("--state", state), new LinkSettings(false, null, null), new MoveSettings(), Json: false);

    private static IReadOnlyList<ListedMove> Of(string list, EachOptions options) => ListedMoves.Of(MailboxList.Parse(list), options);

    private static IReadOnlyList<Fault> Refused(string list, EachOptions options) => Assert.Throws<UsageException>(() => Of(list, options)).Faults;

    [Fact]
    public void Each_row_is_a_move_of_its_own()
    {
        var moves = Of("user,from_password,to_password_file\nanna,geheim,\nbob,,/keys/bob\n", Options("imaps://{user}@old", "imaps://{user}@new", "/s/{user}", "/p/{user}"));

        Assert.Equal(["anna", "bob"], moves.Select(m => m.Name));
        Assert.Equal(new ImapAddress("bob", "new", 993, true), moves[1].Options.To.Address);
        Assert.Equal("/s/anna", moves[0].Options.StatePath);
        Assert.Equal(("geheim", null), (moves[0].Options.From.Secret.Given?.Value, moves[0].Options.From.Secret.PasswordFile));
        Assert.Equal((null, "/p/bob"), (moves[1].Options.From.Secret.Given, moves[1].Options.From.Secret.PasswordFile));
        Assert.Equal(("get token", null), (moves[0].Options.To.Secret.TokenCommand, moves[0].Options.To.Secret.PasswordFile));
        Assert.Equal((null, "/keys/bob"), (moves[1].Options.To.Secret.TokenCommand, moves[1].Options.To.Secret.PasswordFile));
        Assert.DoesNotContain("geheim", moves[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\nanna,anna\nbob,bob\nanna,anna\n", "maildir:/old/{a}", "maildir:/new/{b}", null, "Lines 2 and 4 of the list are the same pair of stores.")]
    [InlineData("a,b\nanna,H\nanna,h\n", "imaps://{a}@{b}", "maildir:/new", null, "Lines 2 and 3 of the list are the same pair of stores.")]
    [InlineData("a,b\nanna,1\nbob,2\n", "maildir:/old/{a}", "maildir:/new/{b}", "/one", "Lines 2 and 3 of the list would share one state; put a {column} into --state.")]
    public void Rows_that_would_meet_are_refused(string list, string from, string to, string? state, string told) =>
        Assert.Equal(told, Assert.Single(Refused(list, Options(from, to, state))).Told);

    [Fact]
    public void One_master_for_many_mailboxes_is_many_pairs() =>
        Assert.Equal(2, Of("u\nanna\nbob\n", Options("imaps://admin@old?authzid={u}", "imaps://{u}@new")).Count);

    [Fact]
    public void A_wrong_address_is_told_with_its_line_and_never_repeated()
    {
        var fault = Assert.Single(Refused("u,h\nanna,old\nhunter2,no host\n", Options("imaps://{u}@{h}", "maildir:/new/{u}")));

        Assert.Equal(UsageFaults.BadStoreAddress, fault.Kind);
        Assert.StartsWith("The address given with --from for line 3 of the list names no host", fault.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_twenty_problems_are_told() =>
        Assert.Equal(20, Refused("u\n" + string.Concat(Enumerable.Repeat("\"a b\"\n", 50)), Options("imaps://x@{u}", "maildir:/new/{u}")).Count);

    [Fact]
    public void Two_passwords_for_one_side_are_one_too_many() =>
        Assert.Contains("exclude each other; line 2", Assert.Single(Refused("u,from_password,from_password_file\na,x,y\n", Options("imaps://{u}@h", "maildir:/new/{u}"))).Told, StringComparison.Ordinal);

    [Fact]
    public void Mailboxes_of_one_name_are_told_apart() =>
        Assert.Equal(["x (line 2)", "x (line 3)"], Of("a,b\nx,1\nx,2\n", Options("maildir:/old/{b}", "maildir:/new/{b}")).Select(m => m.Name));

    [Fact]
    public void A_password_is_typed_once_for_all_that_have_none_and_missing_ones_are_told_before_anything_begins()
    {
        var moves = Of("u,from_password\nanna,own\nbob,\ncarl,\n", Options("imaps://{u}@h", "maildir:/new/{u}"));
        var asked = new List<string>();

        var complete = new ListedPasswords(_ => null, question => { asked.Add(question); return "typed"; }).Complete(moves);

        Assert.Equal(["own", "typed", "typed"], complete.Select(m => m.Options.From.Secret.Given?.Value));
        Assert.Single(asked);
        Assert.Same(moves, new ListedPasswords(name => name == "GODWIT_FROM_PASSWORD" ? "x" : null, null).Complete(moves));
        var fault = Assert.Single(Assert.Throws<UsageException>(() => new ListedPasswords(_ => null, null).Complete(moves)).Faults);
        Assert.StartsWith("2 mailboxes of the list have no password for --from, first that of line 3", fault.Told, StringComparison.Ordinal);
    }
}
