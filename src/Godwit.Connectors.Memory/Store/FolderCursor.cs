namespace Godwit.Connectors.Memory;

/// <summary>
/// A walk through a folder by ascending uid while others change it: what arrives after its beginning is not seen, what vanishes before its turn neither.
/// </summary>
internal sealed class FolderCursor(StoredFolder folder, uint end)
{
    private uint _from = 1;
    private int _position;
    private int _removals = folder.Removals;

    public StoredFolder Folder => folder;

    /// <summary>The generation at the beginning.</summary>
    public FolderGeneration Generation { get; } = folder.Generation;

    /// <summary>Leaves out everything below this uid.</summary>
    public void SkipTo(uint uid)
    {
        if (uid <= _from) return;
        _from = uid;
        _position = folder.PositionOf(uid);
    }

    /// <summary>The next message up to <paramref name="last"/> that changed after <paramref name="since"/>, or null. Under the mailbox's lock.</summary>
    public StoredMessage? Next(ulong since, uint last)
    {
        if (_removals != folder.Removals)
        {
            _removals = folder.Removals;
            _position = folder.PositionOf(_from);
        }
        while (_position < folder.Count && folder[_position].Uid < end && folder[_position].Uid <= last)
        {
            var message = folder[_position++];
            _from = message.Uid + 1;
            if (message.ModSeq > since) return message;
        }
        return null;
    }
}
