namespace Godwit.Cli.Tests.Stores;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("imaps://anna@mail.example", "anna", "mail.example", 993, true)]
    [InlineData("imap://anna@mail.example", "anna", "mail.example", 143, false)]
    [InlineData("IMAPS://anna@mail.example:1993/", "anna", "mail.example", 1993, true)]
    [InlineData("imap://alice%2Amaster@127.0.0.1:10143", "alice*master", "127.0.0.1", 10143, false)]
    [InlineData("imaps://anna@example.org@mail.example", "anna@example.org", "mail.example", 993, true)]
    [InlineData("imaps://anna%40example.org@mail.example", "anna@example.org", "mail.example", 993, true)]
    [InlineData("imaps://j%C3%BCrgen@b%C3%BCcher.example", null, null, 0, true)]
    [InlineData("imaps://jürgen@bücher.example", "jürgen", "bücher.example", 993, true)]
    [InlineData("imaps://a%3Ab@h", "a:b", "h", 993, true)]
    [InlineData("imaps://anna@[2001:db8::1]", "anna", "2001:db8::1", 993, true)]
    [InlineData("imap://anna@[::1]:10143?tls=none", "anna", "::1", 10143, false)]
    public void A_server_is_named_by_user_host_and_port(string text, string? user, string? host, int port, bool tls)
    {
        if (user is null)
        {
            Assert.Equal(UsageFaults.BadStoreAddress, Refused(text).Kind);
            return;
        }
        var address = Assert.IsType<ImapAddress>(StoreAddress.Parse("--from", text));

        Assert.Equal((user, host, port, tls), (address.User, address.Host, address.Port, address.IsImplicitTls));
    }

    [Fact]
    public void The_options_behind_the_question_mark_are_read()
    {
        var address = Assert.IsType<ImapAddress>(StoreAddress.Parse("--to", "imaps://master@h:993/?authzid=anna%40example.org&ca=%2Fetc%2Fca.pem&auth=oauth"));

        Assert.Equal("anna@example.org", address.AuthorizationId);
        Assert.Equal("/etc/ca.pem", address.AuthoritiesFile);
        Assert.True(address.UsesToken);
        Assert.Equal(TlsUse.Required, address.Tls);
        Assert.Equal(TlsUse.Insecure, Assert.IsType<ImapAddress>(StoreAddress.Parse("--to", "imap://a@h?tls=insecure")).Tls);
    }

    [Theory]
    [InlineData("imaps://anna:hunter2@mail.example")]
    [InlineData("imaps://anna:hunter2@mail.example:993?tls=insecure")]
    [InlineData("imaps://anna:hun@ter2@mail.example")]
    [InlineData("imaps://anna:hunter2/x@mail.example")]
    [InlineData("imaps://anna:hunter2?x@mail.example")]
    [InlineData("imaps://anna:hunter2#x@mail.example")]
    [InlineData("imaps://mail.example:hunter2")]
    [InlineData("hunter2")]
    [InlineData("hunter2://anna@mail.example")]
    [InlineData("imaps://anna@mail.example:hunter2")]
    [InlineData("imaps://anna@hunter2!")]
    [InlineData("imaps://anna@h?hunter2")]
    [InlineData("imaps://anna@h?password=hunter2")]
    [InlineData("imaps://anna@h?tls=hunter2")]
    [InlineData("imaps://hunter2%GG@h")]
    public void What_is_refused_is_never_repeated(string text)
    {
        var fault = Refused(text);

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("--from", fault.Told, StringComparison.Ordinal);
        Assert.Equal(Remedy.FixConfiguration, fault.Remedy);
    }

    [Theory]
    [InlineData("imaps://anna:hunter2@mail.example")]
    [InlineData("imap://:x@h")]
    public void A_password_in_the_address_is_a_fault_of_its_own(string text) => Assert.Equal(UsageFaults.PasswordExposed, Refused(text).Kind);

    [Theory]
    [InlineData("imaps://anna@h?tls=none", "imap://")]
    [InlineData("imaps://anna@h?colour=red", "tls, authzid, ca, auth")]
    [InlineData("imaps://anna@h?tls=insecure&tls=insecure", "twice")]
    [InlineData("imaps://anna@h?authzid=", "authzid")]
    [InlineData("imaps://anna@h?authzid=a%00b", "authzid")]
    [InlineData("imaps://anna@h?tls=insecure&ca=/x", "switches the check off")]
    [InlineData("imaps://anna@h/INBOX", "--include")]
    [InlineData("imaps://anna@h:0", "1 to 65535")]
    [InlineData("imaps://anna@h:65536", "1 to 65535")]
    [InlineData("imaps://anna@2001:db8::1", "brackets")]
    [InlineData("imaps://anna@[127.0.0.1]", "brackets")]
    [InlineData("imaps://anna@[::1", "bracket")]
    [InlineData("imaps://anna@", "host")]
    [InlineData("imaps:anna@h", "//")]
    [InlineData("pop3://anna@h", "maildir:PATH, imap://USER@HOST:PORT, imaps://USER@HOST:PORT and proxy://USER@HOST/mailbox@domain")]
    [InlineData("maildir:", "directory")]
    [InlineData("maildir:/x?layout=odd", "flat nor nested")]
    [InlineData("maildir:/x?format=odd", "known are layout")]
    public void What_is_wrong_is_told(string text, string told) => Assert.Contains(told, Refused(text).Told, StringComparison.Ordinal);

    [Theory]
    [InlineData("maildir:/srv/mail/anna", "/srv/mail/anna", MaildirForm.Detect)]
    [InlineData("maildir:/srv/mail/anna?layout=nested", "/srv/mail/anna", MaildirForm.Nested)]
    [InlineData("maildir:/srv/mail/a?b", "/srv/mail/a?b", MaildirForm.Detect)]
    [InlineData("maildir:/srv/mail/50%25?layout=flat", "/srv/mail/50%25", MaildirForm.Flat)]
    [InlineData("Maildir:/srv/../etc/x", "/etc/x", MaildirForm.Detect)]
    public void A_Maildir_is_named_by_its_path(string text, string path, MaildirForm form)
    {
        var address = Assert.IsType<MaildirAddress>(StoreAddress.Parse("--from", text));

        Assert.Equal((path, form), (address.Path, address.Form));
    }

    [Fact]
    public void A_relative_path_is_taken_from_where_we_are() =>
        Assert.Equal(Path.GetFullPath("Maildir"), Assert.IsType<MaildirAddress>(StoreAddress.Parse("--from", "maildir:Maildir")).Path);

    [Fact]
    public void An_address_is_shown_as_it_could_be_written_again()
    {
        foreach (var text in (string[])["imaps://alice%2Amaster@h:993", "imap://anna@[::1]:143", "maildir:/srv/mail"])
            Assert.Equal(text, StoreAddress.Parse("--from", text).ToString());
    }

    [Fact]
    public void Any_text_is_an_address_or_refused()
    {
        var random = new Random(5);
        const string letters = "imaps:/?@[]%&=#.1a\0é";
        for (var i = 0; i < 20_000; i++)
        {
            var text = (i % 2 == 0 ? "imaps://" : "maildir:/x") + string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => letters[random.Next(letters.Length)]));
            try
            {
                Assert.NotNull(StoreAddress.Parse("--from", text));
            }
            catch (FaultException refusal)
            {
                Assert.StartsWith("GW900", refusal.Fault.Code, StringComparison.Ordinal);
            }
        }
    }

    private static Fault Refused(string text) => Assert.Throws<FaultException>(() => StoreAddress.Parse("--from", text)).Fault;
}
