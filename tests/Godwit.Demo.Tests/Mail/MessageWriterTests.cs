using System.Text;

namespace Godwit.Demo.Tests.Mail;

public sealed class MessageWriterTests
{
    private static readonly MessageWriter Writer = new(7, "anna@north.example");

    [Fact]
    public void The_same_seed_writes_the_same_mail() =>
        Assert.All(Enumerable.Range(0, 60), number => Assert.Equal(Writer.Write(number).Bytes, new MessageWriter(7, "anna@north.example").Write(number).Bytes));

    [Fact]
    public void Another_seed_writes_other_mail() => Assert.NotEqual(Writer.Write(1).Bytes, new MessageWriter(8, "anna@north.example").Write(1).Bytes);

    [Fact]
    public void There_is_mail_of_every_kind()
    {
        var texts = Enumerable.Range(0, 200).Select(number => Encoding.Latin1.GetString(Writer.Write(number).Bytes)).ToList();

        Assert.Contains(texts, text => text.Contains("Content-Disposition: attachment", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("multipart/alternative", StringComparison.Ordinal));
        Assert.Contains(texts, text => !text.Contains("Message-ID", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Split("\n\n")[0].Any(c => c > 127));
        Assert.Contains(texts, text => text.Split('\n').Any(line => line.Length > 10_000));
        Assert.Contains(texts, text => text.Contains('\r', StringComparison.Ordinal));
        Assert.Contains(texts.GroupBy(text => text), same => same.Count() > 1);
    }

    [Fact]
    public void Folders_have_the_names_that_people_read()
    {
        using var folder = new TemporaryFolder();
        MailboxFiller.Fill(folder.Maildir(), Writer, 40);
        using var source = new Connectors.Maildir.MaildirConnector(new Connectors.Maildir.MaildirSettings(folder["Maildir"])).OpenSource(CancellationToken.None);

        var listed = source.ListFolders(CancellationToken.None).Select(entry => string.Join('/', entry.Folder.Path.Segments));

        Assert.Superset(MailFolderName.All.Select(name => name.Shown).ToHashSet(), listed.ToHashSet());
    }
}
