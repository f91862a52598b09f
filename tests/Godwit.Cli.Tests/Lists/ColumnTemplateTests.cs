namespace Godwit.Cli.Tests.Lists;

public sealed class ColumnTemplateTests
{
    private static readonly MailboxList List = MailboxList.Parse("user,Place,up,whole,from_password\nanna+x@example.org,a/b c,../etc,imaps://a%40b@h,hunter2\n");

    [Theory]
    [InlineData("imaps://{user}@old.example:993", "imaps://anna%2Bx%40example.org@old.example:993")]
    [InlineData("imaps://{USER}%2Amaster@h?authzid={user}", "imaps://anna%2Bx%40example.org%2Amaster@h?authzid=anna%2Bx%40example.org")]
    [InlineData("proxy://mig@h/{user}", "proxy://mig@h/anna%2Bx%40example.org")]
    [InlineData("maildir:/srv/{user}/{place}", "maildir:/srv/anna+x@example.org/a/b c")]
    [InlineData("{whole}", "imaps://a%40b@h")]
    [InlineData("maildir:/srv/fixed", "maildir:/srv/fixed")]
    public void Values_are_encoded_where_an_address_is(string template, string address) => Assert.Equal(address, new ColumnTemplate("--from", template).FillAddress(List.Rows[0]));

    [Fact]
    public void A_path_takes_them_as_they_are() => Assert.Equal("/state/anna+x@example.org.state", new ColumnTemplate("--state", "/state/{user}.state").FillPath(List.Rows[0]));

    [Theory]
    [InlineData("maildir:/srv/{up}")]
    [InlineData("maildir:/srv/{empty}")]
    public void What_would_lead_elsewhere_is_refused_with_the_line(string template)
    {
        var row = MailboxList.Parse("up,empty\n../x,\n").Rows[0];

        Assert.Contains("--from cannot be filled in for line 2", Assert.Throws<FaultException>(() => new ColumnTemplate("--from", template).FillAddress(row)).Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_one_sentence_that_names_those_that_are()
    {
        var fault = Assert.Single(Check("imaps://{usr}@h"));

        Assert.Equal(UsageFaults.BadMailboxList, fault.Kind);
        Assert.Equal("--to has {usr}, which is no column of the list; its columns are user, Place, up, whole.", fault.Told);
    }

    [Fact]
    public void A_password_has_no_place_in_an_address() => Assert.Equal(UsageFaults.PasswordExposed, Assert.Single(Check("imaps://{user}:{From_Password}@h")).Kind);

    [Fact]
    public void A_brace_that_is_not_closed_is_a_brace() => Assert.Equal("/a{b", new ColumnTemplate("--state", "/a{b").FillPath(List.Rows[0]));

    private static IReadOnlyList<Fault> Check(string template)
    {
        var problems = new Problems();
        new ColumnTemplate("--to", template).Check(List, problems);
        return problems.Faults;
    }
}
