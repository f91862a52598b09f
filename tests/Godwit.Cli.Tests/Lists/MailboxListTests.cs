using System.Text;

namespace Godwit.Cli.Tests.Lists;

public sealed class MailboxListTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("godwit-cli-").FullName, "list.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_byte_order_mark_is_no_part_of_the_first_column(bool mark)
    {
        File.WriteAllText(_file, "User,Ziel\r\nänna,new\r\n", new UTF8Encoding(mark));

        var list = MailboxList.Read(_file);

        Assert.Equal(["User", "Ziel"], list.Columns);
        Assert.Equal(("änna", "new", ""), (list.Rows[0]["USER"], list.Rows[0]["ziel"], list.Rows[0]["other"]));
    }

    [Fact]
    public void Passwords_are_no_columns_for_addresses_and_names_no_one()
    {
        var list = MailboxList.Parse("From_Password,user,to_password\nsecret,anna,geheim\nx,,y\n");

        Assert.Equal(["user"], list.Columns);
        Assert.Equal(("anna", "secret", "geheim"), (list.Rows[0].Name, list.Rows[0]["from_password"], list.Rows[0]["to_password"]));
        Assert.Equal("line 3", list.Rows[1].Name);
        Assert.Equal("line 2", list.Rows[0].ToString());
    }

    [Fact]
    public void A_list_that_a_spreadsheet_saved_with_semicolons_is_read()
    {
        var list = MailboxList.Parse("user;to_password\r\nanna;\"a;b,c\"\r\n");

        Assert.Equal(["user"], list.Columns);
        Assert.Equal(("anna", "a;b,c"), (list.Rows[0]["user"], list.Rows[0]["to_password"]));
    }

    [Fact]
    public void A_column_called_name_names_the_mailbox() => Assert.Equal("Anna", MailboxList.Parse("user,name\na,Anna\n").Rows[0].Name);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("user\n", "no mailbox")]
    [InlineData("user,pass word!\nanna,x\n", "has to name the columns")]
    [InlineData("anna@example.org,hunter2\n", "has to name the columns")]
    [InlineData("user,\nanna,x\n", "has to name the columns")]
    [InlineData("user,User\nanna,x\n", "twice")]
    [InlineData("user,x\nanna,b\nhunter2\n", "Line 3 of the list has 1 fields where the first line names 2 columns")]
    public void A_list_that_is_none_is_refused(string text, string told)
    {
        var fault = Assert.Throws<FaultException>(() => MailboxList.Parse(text)).Fault;

        Assert.Equal(UsageFaults.BadMailboxList, fault.Kind);
        Assert.Contains(told, fault.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_UTF_8_or_endless_is_refused()
    {
        Assert.Equal(UsageFaults.FileUnusable, Assert.Throws<FaultException>(() => MailboxList.Read(_file)).Fault.Kind);
        File.WriteAllBytes(_file, [(byte)'a', (byte)'\n', 0xE4, (byte)'\n']);
        Assert.Equal(UsageFaults.BadMailboxList, Assert.Throws<FaultException>(() => MailboxList.Read(_file)).Fault.Kind);
        Assert.Contains("too long", Assert.Throws<FaultException>(() => MailboxList.Read("/dev/zero")).Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_hundred_thousand_mailboxes_are_too_many()
    {
        static string Of(int count) => "u\n" + string.Concat(Enumerable.Repeat("x\n", count));

        Assert.Equal(100_000, MailboxList.Parse(Of(100_000)).Rows.Count);
        Assert.Throws<FaultException>(() => MailboxList.Parse(Of(100_001)));
    }
}
