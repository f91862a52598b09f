namespace Godwit.Testing.Imap;

/// <summary>Sketches poured into a mailbox.</summary>
public sealed partial class TestMailbox
{
    /// <summary>Makes the sketch's folders, subscribes to them, and delivers its messages. Folders that exist are filled.</summary>
    public void Pour(MailboxSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        foreach (var sketched in sketch.Folders)
        {
            var folder = TryFolder(WireName(sketched.Path)) ?? Create(sketched.Path, sketched.Role);
            SetSubscribed(folder.Name, subscribed: true);
            foreach (var message in sketched.Messages) folder.Deliver(message.Bytes, message.Flags, message.Received);
        }
    }

    /// <summary>The path of a folder, prefix taken off and names decoded; a name that is no valid encoding stands as it is.</summary>
    public FolderPath PathOf(TestFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var prefixed = _options.Prefix.Length > 0 && folder.Name.StartsWith(_options.Prefix, StringComparison.Ordinal) && folder.Name.Length > _options.Prefix.Length;
        var name = prefixed ? folder.Name[_options.Prefix.Length..] : folder.Name;
        return FolderPath.Of([.. name.Split(_options.Separator).Select(s => _options.RawUtf8Names ? s : ModifiedUtf7.Decode(s) ?? s)]);
    }
}
