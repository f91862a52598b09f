namespace Godwit.Connectors.Maildir;

/// <summary>Turns error numbers into faults: one place, so that the same trouble is the same fault everywhere.</summary>
internal sealed class StoreFaults(Side side, string store)
{
    public Side Side { get; } = side;

    /// <summary>The store as an administrator knows it: its path.</summary>
    public string Store { get; } = store;

    /// <summary>Where the uid index lies: in the store, or in a folder of its own, perhaps on another disk.</summary>
    public string IndexPlace { get; init; } = store;

    public FaultException Make(FaultKind kind, string told, FaultOutcome outcome = FaultOutcome.NotDone) => new(new Fault(kind, Side, told, outcome));

    /// <summary>A change of the disk failed with this (positive) error number.</summary>
    public FaultException Writing(int error, string what) => Writing(error, what, Store);

    /// <summary>The same for the uid index.</summary>
    public FaultException WritingIndex(int error) => Writing(error, "the uid index", IndexPlace);

    private FaultException Writing(int error, string what, string place) => error switch
    {
        Errno.NoSpace => Make(ConnectorFaults.DiskFull, $"The disk of {place} is full: {what} could not be written. Nothing of it is visible."),
        Errno.QuotaExceeded => Make(ConnectorFaults.OverQuota, $"The disk quota of {place} is used up: {what} could not be written."),
        Errno.TooManyFiles or Errno.TooManyFilesInSystem => Make(ConnectorFaults.TemporarilyUnavailable, $"Too many files are open to write {what} in {place}."),
        _ => Make(ConnectorFaults.StoreUnusable, $"{what} in {place} could not be written: {Errno.Describe(error)}."),
    };

    /// <summary>A folder could not be opened or listed.</summary>
    public FaultException Folder(int error, string wireName) => error switch
    {
        Errno.AccessDenied or Errno.NotPermitted => Make(ConnectorFaults.NoPermission, $"The folder '{OtherSideText.Show(wireName)}' of {Store} cannot be opened: permission denied."),
        Errno.TooManyFiles or Errno.TooManyFilesInSystem => Make(ConnectorFaults.TemporarilyUnavailable, $"Too many files are open to open a folder of {Store}."),
        _ => Make(ConnectorFaults.FolderUnavailable, $"The folder '{OtherSideText.Show(wireName)}' of {Store} cannot be opened: {Errno.Describe(error)}."),
    };

    /// <summary>A folder could not be created, renamed or deleted.</summary>
    public FaultException FolderChange(int error, string wireName) => error switch
    {
        Errno.NoSpace or Errno.QuotaExceeded => Writing(error, "a folder"),
        Errno.AccessDenied or Errno.NotPermitted or Errno.ReadOnlyFileSystem =>
            Make(ConnectorFaults.NoPermission, $"The folder '{OtherSideText.Show(wireName)}' of {Store} cannot be changed: {Errno.Describe(error)}."),
        _ => Refused(wireName, Errno.Describe(error)),
    };

    public FaultException Refused(string wireName, string why) =>
        Make(ConnectorFaults.FolderRefused, $"The folder '{OtherSideText.Show(wireName)}' of {Store} cannot be changed: {why}.");

    public FaultException Item(ReadOnlySpan<byte> fileName, string why) =>
        Make(ConnectorFaults.FileUnusable, $"The message file '{OtherSideText.Show(FileNames.Show(fileName))}' of {Store} cannot be read: {why}.");

    public FaultException GenerationDiffers(string wireName, FolderGeneration expected, FolderGeneration found) =>
        Make(ConnectorFaults.GenerationChanged, $"The folder '{OtherSideText.Show(wireName)}' of {Store} has the generation {found}, not {expected}.");
}
