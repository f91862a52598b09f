namespace Godwit.Connectors.Maildir.Tests;

/// <summary>A fresh Maildir in a temporary folder, with its index in the folders or beside it.</summary>
internal class MaildirFixture : MailboxFixture
{
    private readonly TemporaryFolder _folder = new();

    public MaildirFixture(
        MaildirLayout layout, FolderNameEncoding encoding = FolderNameEncoding.ModifiedUtf7, bool indexElsewhere = true, long maxMessageBytes = 1L << 30)
    {
        var settings = new MaildirSettings(_folder.Below("mail"))
        {
            Layout = layout,
            NameEncoding = encoding,
            IndexFolder = indexElsewhere ? _folder.Below("index") : null,
            Syncing = FileSyncing.Never,
            MaxMessageBytes = maxMessageBytes,
        };
        Connector = new MaildirConnector(settings);
        Connector.OpenTarget(CancellationToken.None).Dispose();
    }

    public override IMailboxConnector Connector { get; }

    public override bool CanRebuild => Directory.Exists(_folder.Below("index"));

    // A damaged index is set aside, and nothing of it is believed.
    public override void Rebuild(FolderPath path)
    {
        foreach (var file in Directory.GetFiles(_folder.Below("index"), "*.index")) File.WriteAllText(file, "damaged");
    }

    protected string Root => _folder.Below("mail");

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The owner's mail is delivered by another program, which knows nothing of us: it writes files.</summary>
internal sealed class MaildirFilledByOthers() : MaildirFixture(MaildirLayout.Flat)
{
    private static int s_serial;

    public override bool KeepsOffsets => false;

    public override void Deliver(FolderPath folder, SketchedMessage message)
    {
        var directory = folder.IsInbox ? Root : Path.Combine(Root, "." + string.Join('.', folder.Segments.Select(ModifiedUtf7.Encode)));
        var received = message.Received ?? new ReceivedDate(1_500_000_000, 0);
        var serial = Interlocked.Increment(ref s_serial);
        var flags = string.Concat(Letters(message.Flags.System));
        var name = FormattableString.Invariant($"{1_700_000_000 + serial}.M{serial}P77.mx.example.org") + (flags.Length == 0 ? "" : ":2," + flags);
        var path = Path.Combine(directory, flags.Length == 0 ? "new" : "cur", name);
        File.WriteAllBytes(path, message.Bytes);
        File.SetLastWriteTimeUtc(path, received.ToDateTimeOffset().UtcDateTime);
        if (message.Flags.Keywords.Count > 0) AddKeywords(directory, path, message.Flags.Keywords);
    }

    private static void AddKeywords(string directory, string path, KeywordSet keywords)
    {
        var file = Path.Combine(directory, "dovecot-keywords");
        var known = File.Exists(file) ? File.ReadAllLines(file).Select(l => l.Split(' ')[1]).ToList() : [];
        known.AddRange(keywords.Where(k => !known.Contains(k)));
        File.WriteAllLines(file, known.Select((name, i) => FormattableString.Invariant($"{i} {name}")));
        var target = path.Contains(":2,", StringComparison.Ordinal) ? path : path.Replace("/new/", "/cur/", StringComparison.Ordinal) + ":2,";
        File.Move(path, target + string.Concat(keywords.Select(k => (char)('a' + known.IndexOf(k)))));
    }

    private static IEnumerable<char> Letters(SystemFlags flags)
    {
        if (flags.HasFlag(SystemFlags.Draft)) yield return 'D';
        if (flags.HasFlag(SystemFlags.Flagged)) yield return 'F';
        if (flags.HasFlag(SystemFlags.Answered)) yield return 'R';
        if (flags.HasFlag(SystemFlags.Seen)) yield return 'S';
        if (flags.HasFlag(SystemFlags.Deleted)) yield return 'T';
    }
}
