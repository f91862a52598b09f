using System.IO.Compression;

namespace Godwit.EdgeCases;

/// <summary>Row 37: Maildirs as they are found in the field.</summary>
public sealed class Case37_MaildirOddities
{
    private static readonly DateTimeOffset Recently = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private static Trip FromMaildir() => new(new MaildirPlace(), new ImapPlace());

    private static MaildirPlace Maildir(Trip trip) => (MaildirPlace)trip.Source;

    [Theory]
    [InlineData("1700000000.M1P1.host:2,S", SystemFlags.Seen)]
    [InlineData("1700000000.M1P1.host2,S", SystemFlags.Seen)]
    [InlineData("1700000000.M1P1.host;2,RS", SystemFlags.Seen | SystemFlags.Answered)]
    [InlineData("1700000000.M1P1.host!2,FS", SystemFlags.Seen | SystemFlags.Flagged)]
    [InlineData("1700000000.M1P1.host:2,:2,S", SystemFlags.Seen)]
    [InlineData("1700000000.M1P1.host,S=999,W=999:2,", SystemFlags.None)]
    [InlineData("1700000000.M1P1.host", SystemFlags.None)]
    public void Flags_and_date_are_read_from_damaged_names(string name, SystemFlags flags)
    {
        using var trip = FromMaildir();
        Maildir(trip).Put("cur/" + name, Letters.Plain(1), Recently);
        trip.Run().ShouldHaveCopied(1);
        var copy = Assert.Single(trip.Target.All());
        Assert.Equal((flags, 1_700_000_000), (copy.Flags.System, copy.Received!.Value.UnixSeconds));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_file_time_that_was_not_reset_is_believed()
    {
        using var trip = FromMaildir();
        Maildir(trip).Put("cur/1700000000.M1P1.host:2,S", Letters.Plain(1), DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));
        trip.Run().ShouldHaveCopied(1);
        Assert.Equal(1_600_000_000, Assert.Single(trip.Target.All()).Received!.Value.UnixSeconds);
    }

    [Fact]
    public void Keywords_of_Dovecot_are_read()
    {
        using var trip = FromMaildir();
        Maildir(trip).Put("cur/1700000000.M1P1.host:2,Sac", Letters.Plain(1), Recently);
        File.WriteAllText(Path.Combine(Maildir(trip).Root, "dovecot-keywords"), "0 $Forwarded\n1 Unused\n2 Project-X\n");
        trip.Run().ShouldHaveCopied(1);
        Assert.Equal(new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded", "Project-X")), Assert.Single(trip.Target.All()).Flags);
    }

    [Fact]
    public void Maildir_plus_plus_is_detected()
    {
        using var trip = FromMaildir();
        Maildir(trip).Put("cur/1700000000.M1P1.host:2,S", Letters.Plain(1), Recently);
        Maildir(trip).Put(".Projects.2024/cur/1700000001.M1P1.host:2,S", Letters.Plain(2), Recently);
        Maildir(trip).Put(".&AMk-t&AOk-/new/1700000002.M1P1.host", Letters.Plain(3), Recently);
        trip.Run().ShouldHaveCopied(3);
        Assert.Equal(["INBOX", "Projects/2024", "\u00c9t\u00e9"], trip.Target.All().Select(m => m.Folder.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_nested_layout_is_detected()
    {
        using var trip = FromMaildir();
        Maildir(trip).Put("INBOX/cur/1700000000.M1P1.host:2,S", Letters.Plain(1), Recently);
        Maildir(trip).Put("Projects/2024/cur/1700000001.M1P1.host:2,S", Letters.Plain(2), Recently);
        trip.Run().ShouldHaveCopied(2);
        Assert.Equal(["INBOX", "Projects/2024"], trip.Target.All().Select(m => m.Folder.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_layouts_at_once_are_an_error_not_a_guess()
    {
        using var trip = FromMaildir();
        Maildir(trip).Put(".Flat/cur/1700000000.M1P1.host:2,S", Letters.Plain(1), Recently);
        Maildir(trip).Put("Nested/cur/1700000001.M1P1.host:2,S", Letters.Plain(2), Recently);
        var fault = Assert.Throws<FaultException>(() => trip.Run()).Fault;
        Assert.Equal((ConnectorFaults.StoreUnusable, Side.Source), (fault.Kind, fault.Side));
        Assert.Contains("say which layout is meant", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_files_are_read_and_those_that_cannot_be_are_listed()
    {
        using var trip = FromMaildir();
        using (var packed = new MemoryStream())
        {
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Letters.Plain(1));
            Maildir(trip).Put("cur/1700000000.M1P1.host,S=200:2,SZ", packed.ToArray(), Recently);
        }
        Maildir(trip).Put("cur/1700000001.M2P1.host:2,S", [0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4, 5, 6, 7, 8], Recently);
        var result = trip.Run();
        Assert.Equal(1, result.ItemsCopied);
        Assert.Equal(Letters.Text(Letters.Plain(1)), Assert.Single(trip.Target.All()).Text);
        Assert.Contains("zstd", Assert.Single(result.Skipped).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_Maildir_is_an_error()
    {
        using var trip = FromMaildir();
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => trip.Run()).Fault.Kind);
        Directory.CreateDirectory(Path.Combine(Maildir(trip).Root, "not", "mail"));
        File.WriteAllText(Path.Combine(Maildir(trip).Root, "mbox"), "From anna\n");
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => trip.Run()).Fault.Kind);
    }

    [Fact]
    public void The_source_is_left_as_it_was()
    {
        using var trip = FromMaildir();
        string[] files = [Maildir(trip).Put("new/1700000000.M1P1.host", Letters.Plain(1), Recently), Maildir(trip).Put("cur/1700000000.M2P1.host2,S", Letters.Plain(2), Recently)];
        trip.Run().ShouldHaveCopied(2);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(Maildir(trip).Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.Equal(Recently.UtcDateTime, File.GetLastWriteTimeUtc(f)));
    }
}
