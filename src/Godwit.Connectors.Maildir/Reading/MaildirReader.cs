namespace Godwit.Connectors.Maildir;

/// <summary>Reads messages of one folder, uid by uid.</summary>
internal sealed class MaildirReader : IMessageReader
{
    /// <summary>How often a file is looked for that is renamed again and again, before it is told as unreadable.</summary>
    private const int MaxTries = 5;

    private readonly MaildirFolder _folder;
    private readonly FolderGeneration _generation;
    private readonly UidSet _uids;
    private readonly StoreFaults _faults;
    private readonly CancellationToken _cancellation;
    private readonly MaildirMessage _message;
    private readonly byte[] _name = new byte[FileNames.MaxLength];
    private uint _after;
    private bool _disposed;

    public MaildirReader(
        MaildirFolder folder, FolderGeneration generation, UidSet uids, MessagePart part, long maxBytes, StoreFaults faults, LaneCancellation cancellation)
    {
        (_folder, _generation, _uids, _faults, _cancellation) = (folder, generation, uids, faults, cancellation.Token);
        _message = new MaildirMessage(faults, maxBytes, part, cancellation);
    }

    public IncomingMessage Current => _message;

    public uint FailedUid { get; private set; }

    public bool MoveNext()
    {
        _message.Finish();
        while (_folder.TryNext(_after, uint.MaxValue, 0, _generation, out var entry))
        {
            _cancellation.ThrowIfCancellationRequested();
            _after = entry.Uid;
            if (!_uids.Contains(entry.Uid)) { SkipGap(); continue; }
            if (Open(entry.Uid)) return true;
        }
        return false;
    }

    // Asked for two of a million, the index is not walked from end to end.
    private void SkipGap()
    {
        for (var i = 0; i < _uids.RangeCount; i++)
        {
            var (first, last) = _uids.RangeAt(i);
            if (last <= _after) continue;
            if (first > _after) _after = first - 1;
            return;
        }
        _after = uint.MaxValue;
    }

    private bool Open(uint uid)
    {
        FailedUid = uid;
        var length = OpenFile(uid, out var descriptor);
        for (var tries = 0; descriptor == -Errno.NoEntry && length > 0 && tries < MaxTries; tries++)
        {
            // Another client changed its flags, which renames the file: it is found again by its base name.
            using (_folder.EnterScanned(_cancellation)) { }
            length = OpenFile(uid, out descriptor);
        }
        if (length == 0) return false;
        var name = _name.AsSpan(0, length);
        if (descriptor < 0) throw _faults.Item(name, Errno.Describe(-descriptor));
        _message.Start(uid, descriptor, name);
        return true;
    }

    private int OpenFile(uint uid, out int descriptor)
    {
        descriptor = -Errno.NoEntry;
        var length = _folder.Index.CopyName(uid, _generation, _name, out var inNew);
        var directory = inNew ? _folder.New : _folder.Cur;
        if (length > 0 && directory is not null) descriptor = directory.OpenFile(_name.AsSpan(0, length), Libc.ReadOnly);
        return length;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _message.Dispose();
        _folder.Dispose();
    }
}
