namespace Godwit.Testing;

/// <summary>A message of a sketch.</summary>
/// <param name="Kind">What is special about it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Received">When it arrived.</param>
public sealed record SketchedMessage(MessageKind Kind, byte[] Bytes, MessageFlags Flags, ReceivedDate Received);

/// <summary>A folder of a sketch.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Messages">What is in it, in the order of arrival.</param>
public sealed record SketchedFolder(FolderPath Path, SpecialUse Role, IReadOnlyList<SketchedMessage> Messages);

/// <summary>
/// What a mailbox shall look like at the beginning of a test, whatever store it is poured into: parents before children, INBOX first. The same seed draws the same sketch on every machine.
/// </summary>
public sealed class MailboxSketch
{
    private static readonly FolderPath[] _paths =
    [
        FolderPath.Inbox, FolderPath.Of("Sent"), FolderPath.Of("Drafts"), FolderPath.Of("Projects"), FolderPath.Of("Projects", "\u00dcbersicht"),
        FolderPath.Of("Projects", "\u00dcbersicht", "R&D"), FolderPath.Of("\u65e5\u672c\u8a9e"), FolderPath.Of("Archive"), FolderPath.Of("Archive", "2019"), FolderPath.Of("Person K"),
    ];

    private MailboxSketch(IReadOnlyList<SketchedFolder> folders) => Folders = folders;

    /// <summary>The folders, parents before children.</summary>
    public IReadOnlyList<SketchedFolder> Folders { get; }

    /// <summary>How many messages there are in all.</summary>
    public int MessageCount => Folders.Sum(f => f.Messages.Count);

    /// <summary>Exactly these folders.</summary>
    public static MailboxSketch Of(params IReadOnlyList<SketchedFolder> folders) => new(folders);

    /// <summary>
    /// Up to ten folders, names beyond ASCII and nesting among them, with this many messages spread over them: mostly plain ones, and every kind of <paramref name="nasty"/> in turn.
    /// </summary>
    /// <param name="seed">What to draw from.</param>
    /// <param name="messages">How many messages in all.</param>
    /// <param name="folders">How many folders, 1 to 10.</param>
    /// <param name="nasty">Kinds that every third message takes in turn; none for plain mail only.</param>
    public static MailboxSketch Draw(int seed, int messages, int folders = 10, params IReadOnlyList<MessageKind> nasty)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messages);
        ArgumentOutOfRangeException.ThrowIfLessThan(folders, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folders, _paths.Length);
        var random = new Random(seed);
        var builder = new MessageBuilder(seed);
        var contents = Enumerable.Range(0, folders).Select(_ => new List<SketchedMessage>()).ToArray();
        for (var number = 0; number < messages; number++)
        {
            var kind = nasty.Count > 0 && number % 3 == 2 ? nasty[number / 3 % nasty.Count] : MessageKind.Plain;
            contents[random.Next(folders)].Add(new SketchedMessage(kind, builder.Build(kind, number), builder.Flags(number), builder.Received(number)));
        }
        return new MailboxSketch([.. contents.Select((messages, i) => new SketchedFolder(_paths[i], RoleOf(_paths[i]), messages))]);
    }

    private static SpecialUse RoleOf(FolderPath path) => path.ToString() switch
    {
        "INBOX" => SpecialUse.Inbox,
        "Sent" => SpecialUse.Sent,
        "Drafts" => SpecialUse.Drafts,
        "Archive" => SpecialUse.Archive,
        _ => SpecialUse.None,
    };
}
