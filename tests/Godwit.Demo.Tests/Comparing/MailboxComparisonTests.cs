using System.Text;

namespace Godwit.Demo.Tests.Comparing;

public sealed class MailboxComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private static readonly DateTimeOffset Day = new(2024, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public MailboxComparisonTests()
    {
        foreach (var side in (string[])["source", "target"])
        {
            var maildir = _folder.Maildir(side);
            foreach (var folder in (MailFolderName[])[MailFolderName.Inbox, MailFolderName.Sent]) maildir.Make(folder);
            foreach (var text in (string[])["one", "two", "three", "copy", "copy"]) maildir.Store(MailFolderName.Inbox, Message(text));
        }
    }

    [Fact]
    public void Equal_sides_differ_in_nothing()
    {
        var found = Compare();

        Assert.True(found.IsEqual);
        Assert.Equal((2, 5, 5), (found.Folders, found.SourceMessages, found.TargetMessages));
    }

    [Fact]
    public void Line_ends_are_no_difference()
    {
        _folder.Maildir("source").Store(MailFolderName.Sent, Message("a\nb\n"));
        _folder.Maildir("target").Store(MailFolderName.Sent, Message("a\r\nb\r\n"));

        Assert.True(Compare().IsEqual);
    }

    [Fact]
    public void A_message_less_is_missing()
    {
        File.Delete(Find("target", "two"));

        Assert.Equal(MailboxComparison.None with { Folders = 2, SourceMessages = 5, TargetMessages = 4, Bytes = Compare().Bytes, Missing = 1 }, Compare());
    }

    [Fact]
    public void A_copy_less_is_missing_too()
    {
        File.Delete(Find("target", "copy"));

        Assert.Equal((1, 0), (Compare().Missing, Compare().Duplicated));
    }

    [Fact]
    public void A_message_twice_is_duplicated()
    {
        _folder.Maildir("target").Store(MailFolderName.Inbox, Message("two") with { Received = Day.AddDays(1) });

        Assert.Equal((0, 1, 0), (Compare().Missing, Compare().Duplicated, Compare().Unexpected));
    }

    [Fact]
    public void A_message_in_another_folder_is_missing_here_and_unexpected_there()
    {
        _folder.Maildir("target").MoveTo(MailFolderName.Sent, Find("target", "two"));

        Assert.Equal((1, 0, 1), (Compare().Missing, Compare().Duplicated, Compare().Unexpected));
    }

    [Fact]
    public void Other_flags_and_another_date_are_told()
    {
        Maildir.Flag(Find("target", "one"), 'F');
        File.SetLastWriteTimeUtc(Find("target", "two"), Day.UtcDateTime.AddSeconds(1));

        Assert.Equal((0, 0, 2), (Compare().Missing, Compare().Duplicated, Compare().Altered));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_missing()
    {
        Directory.Delete(_folder["target/.Sent"], recursive: true);

        Assert.Equal(1, Compare().MissingFolders);
    }

    [Fact]
    public void Keywords_are_compared_by_their_words()
    {
        _folder.Maildir("source").Store(MailFolderName.Sent, Message("labelled") with { Letters = "Sa" });
        _folder.Maildir("target").Store(MailFolderName.Sent, Message("labelled") with { Letters = "Sb" });
        Assert.Equal(1, Compare().Altered);

        File.WriteAllText(_folder["target/.Sent/dovecot-keywords"], "0 Other\n1 Project-A\n");

        Assert.True(Compare().IsEqual);
    }

    [Fact]
    public void What_is_spoiled_on_purpose_is_seen()
    {
        Tampering.Spoil(_folder["target"]);

        Assert.Equal((1, 1, 0, 0), (Compare().Missing, Compare().Duplicated, Compare().Unexpected, Compare().Altered));
    }

    [Fact]
    public void A_target_that_is_not_there_lacks_everything()
    {
        var found = MailboxComparison.Of(StoredMailbox.Read(_folder["source"]), StoredMailbox.Read(_folder["nowhere"]));

        Assert.Equal((5, 2), (found.Missing, found.MissingFolders));
    }

    private MailboxComparison Compare() => MailboxComparison.Of(StoredMailbox.Read(_folder["source"]), StoredMailbox.Read(_folder["target"]));

    private string Find(string side, string text) => _folder.Maildir(side).Seen(MailFolderName.Inbox).First(file => File.ReadAllText(file) == text);

    private static GeneratedMessage Message(string text) => new(Encoding.UTF8.GetBytes(text), "S", Day);

    public void Dispose() => _folder.Dispose();
}
