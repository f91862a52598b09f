using System.Text;

namespace Godwit.EdgeCases;

/// <summary>A Maildir in a temporary folder that goes with it. Tests that are about file names put the files there themselves.</summary>
internal sealed class MaildirPlace : Place
{
    private readonly string _home = Directory.CreateTempSubdirectory("godwit-edge-maildir-").FullName;

    /// <summary>Where the Maildir stands.</summary>
    public string Root => Path.Combine(_home, "Maildir");

    /// <summary>Changes how the connector is set up.</summary>
    public Func<MaildirSettings, MaildirSettings> Adjust { get; set; } = settings => settings;

    public override IMailboxConnector As(Side side) => new MaildirConnector(Adjust(new MaildirSettings(Root)
    {
        IndexFolder = Path.Combine(_home, "index"), Syncing = FileSyncing.Never,
    }));

    /// <summary>A file in the Maildir, its folders made when they are missing, with the bytes of this text and this time.</summary>
    public string Put(string path, byte[] bytes, DateTimeOffset? modified = null)
    {
        var file = Path.Combine(Root, path);
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(file)!)!;
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllBytes(file, bytes);
        if (modified is { } time) File.SetLastWriteTimeUtc(file, time.UtcDateTime);
        return file;
    }

    public override void Create(FolderPath path, SpecialUse role = SpecialUse.None)
    {
        using var lane = As(Side.Target).OpenTarget(CancellationToken.None);
        lane.CreateFolder(path, role, CancellationToken.None);
    }

    public override uint Deliver(FolderPath folder, byte[] message, MessageFlags flags, ReceivedDate received)
    {
        var prefix = folder.IsInbox ? "cur" : $".{string.Join('.', folder.Segments)}/cur";
        var number = Directory.Exists(Path.Combine(Root, prefix)) ? Directory.GetFiles(Path.Combine(Root, prefix)).Length : 0;
        var letters = flags.System.HasFlag(SystemFlags.Seen) ? "S" : "";
        Put(FormattableString.Invariant($"{prefix}/{received.UnixSeconds}.M{number:000000}P1.host:2,{letters}"), message, received.ToDateTimeOffset());
        return 0;
    }

    public override IReadOnlyList<Kept> All()
    {
        var kept = new List<Kept>();
        using var lane = As(Side.Source).OpenSource(CancellationToken.None);
        foreach (var entry in lane.ListFolders(CancellationToken.None).Where(e => e.Folder.HoldsMessages)) Read(lane, entry.Folder, kept);
        return kept;
    }

    private static void Read(IMailboxSource lane, Folder folder, List<Kept> kept)
    {
        var listed = new Dictionary<uint, MessageEntry>();
        FolderGeneration generation;
        using (var listing = lane.ListMessages(folder, default, null, CancellationToken.None))
        {
            generation = listing.Status.Generation;
            while (listing.MoveNext(out var entry)) listed[entry.Uid] = entry;
        }
        using var reader = lane.ReadMessages(folder, generation, UidSet.Of(listed.Keys), MessagePart.Whole, CancellationToken.None);
        while (reader.MoveNext()) kept.Add(Of(folder.Path, listed[reader.Current.Uid], reader.Current));
    }

    private static Kept Of(FolderPath folder, MessageEntry entry, IncomingMessage message)
    {
        var text = new StringBuilder();
        for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece()) text.Append(Encoding.Latin1.GetString(piece.Span));
        return new Kept(folder, entry.Uid, text.ToString(), entry.Flags, entry.Received);
    }

    public override void Dispose() => Directory.Delete(_home, recursive: true);
}
