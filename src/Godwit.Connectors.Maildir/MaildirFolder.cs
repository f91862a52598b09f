using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>One folder opened for the length of a call: its directories and its index. A missing <c>new</c> or <c>cur</c> (copying tools drop empty directories) counts as empty.</summary>
internal sealed class MaildirFolder : IDisposable
{
    private readonly MaildirStore _store;
    private readonly StoreFaults _faults;
    private DirectoryHandle? _tmp;

    public MaildirFolder(MaildirStore store, StoreFaults faults, string wireName, DirectoryHandle directory)
    {
        (_store, _faults, WireName, Directory) = (store, faults, wireName, directory);
        if (directory.Stat(out var facts) is var error and < 0) throw faults.Folder(-error, wireName);
        (Identity, FileMode) = (facts.Identity, (uint)facts.Mode & 0x1B6);
        New = OpenPart("new"u8);
        Cur = OpenPart("cur"u8);
        if (New is null && Cur is null) throw faults.Folder(Errno.NoEntry, wireName);
        Index = store.Indexes.Rent(this);
    }

    public string WireName { get; }

    public DirectoryHandle Directory { get; }

    public DirectoryHandle? New { get; private set; }

    public DirectoryHandle? Cur { get; private set; }

    public FileIdentity Identity { get; }

    /// <summary>Permission bits for new files: those of the folder without the right to execute, as Dovecot does.</summary>
    public uint FileMode { get; }

    public FolderIndex Index { get; }

    public TimeProvider Clock => _store.Clock;

    /// <summary>Opens (and on a target makes) the directories that delivery needs.</summary>
    public DirectoryHandle PrepareForWriting()
    {
        New ??= MakePart("new"u8);
        Cur ??= MakePart("cur"u8);
        return _tmp ??= OpenPart("tmp"u8) ?? MakePart("tmp"u8);
    }

    private DirectoryHandle? OpenPart(ReadOnlySpan<byte> name)
    {
        var part = Directory.TryOpen(name, out var error);
        if (part is null && error != Errno.NoEntry) throw _faults.Folder(error, $"{WireName}/{Encoding.ASCII.GetString(name)}");
        return part;
    }

    private DirectoryHandle MakePart(ReadOnlySpan<byte> name)
    {
        var error = _store.MakeDirectory(Directory, name);
        if (error < 0 && error != -Errno.Exists) throw _faults.FolderChange(-error, WireName);
        return OpenPart(name) ?? throw _faults.Folder(Errno.NoEntry, WireName);
    }

    /// <summary>Takes the index and brings it up to the directories.</summary>
    public FolderIndex.Held EnterScanned(CancellationToken cancellation, bool mayTrustTimes = false)
    {
        var held = Index.Enter(_faults, cancellation);
        try
        {
            FolderScan.Run(this, held, Clock, mayTrustTimes);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the index; scans only when file names are not known yet in this process.</summary>
    public FolderIndex.Held EnterNamed(CancellationToken cancellation)
    {
        var held = Index.Enter(_faults, cancellation);
        try
        {
            if (!Index.NamesAreKnown) FolderScan.Run(this, held, Clock, mayTrustTimes: false);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the index without looking at the directories.</summary>
    public FolderIndex.Held Enter(CancellationToken cancellation) => Index.Enter(_faults, cancellation);

    /// <summary>Checks that the folder is still the one the caller means.</summary>
    public void Require(IndexState state, FolderGeneration generation)
    {
        if (state.Generation != generation) throw _faults.GenerationDiffers(WireName, generation, state.Generation);
    }

    public static FolderStatus StatusOf(IndexState state)
    {
        long bytes = 0;
        for (var i = 0; i < state.Messages.Count; i++)
        {
            if (state.Messages[i].State != RecordState.Gone) bytes += state.Messages[i].Size;
        }
        return new FolderStatus(state.Generation, state.UidNext, state.Messages.Live, new ChangeMarker(state.Marker)) { Bytes = bytes };
    }

    /// <summary>The times of the directories, nanoseconds since 1970.</summary>
    public ScanMemory Times() => new(TimeOf(New), TimeOf(Cur), Directory.Stat(KeywordFile.Name, out var facts) < 0 ? 0 : Nanoseconds(facts), Proves: false);

    private static long TimeOf(DirectoryHandle? part) => part is null || part.Stat(out var facts) < 0 ? 0 : Nanoseconds(facts);

    private static long Nanoseconds(FileFacts facts) => facts.ModifiedSeconds * 1_000_000_000 + facts.ModifiedNanoseconds;

    public KeywordTable ReadKeywords() => KeywordFile.Read(Directory);

    /// <summary>See <see cref="FolderIndex.TryNext"/>.</summary>
    public bool TryNext(uint after, uint last, ulong since, FolderGeneration generation, out MessageEntry entry) =>
        Index.TryNext(after, last, since, generation, _faults, out entry);

    public FaultException Unlistable(int error) => _faults.Folder(error, WireName);

    public uint TakeUid(IndexState state) => state.UidNext < uint.MaxValue
        ? state.TakeUid()
        : throw _faults.Make(ConnectorFaults.FolderUnavailable, $"The folder '{OtherSideText.Show(WireName)}' of {_faults.Store} has used up its uids.");

    public void Dispose()
    {
        if (Index is not null) _store.Indexes.Return(WireName, Index);
        New?.Dispose();
        Cur?.Dispose();
        _tmp?.Dispose();
        Directory.Dispose();
    }
}
