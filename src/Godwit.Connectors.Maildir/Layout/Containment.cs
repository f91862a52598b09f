namespace Godwit.Connectors.Maildir;

/// <summary>
/// Keeps a Maildir inside <see cref="MaildirSettings.Within"/>. What counts is where the kernel says that the opened directory is: a link that is put in the way after the check leads to another
/// directory, not to this one.
/// </summary>
internal static class Containment
{
    /// <summary>Insists that an opened root lies inside.</summary>
    /// <exception cref="FaultException"><see cref="ConnectorFaults.StoreUnusable"/>.</exception>
    public static void Check(MaildirSettings settings, DirectoryHandle root, StoreFaults faults)
    {
        if (settings.Within is not { } within) return;
        if (!LiesIn(root, within)) throw Refuse(faults);
    }

    /// <summary>Insists that the nearest directory that exists lies inside, before others are made in it.</summary>
    /// <exception cref="FaultException"><see cref="ConnectorFaults.StoreUnusable"/>.</exception>
    public static void CheckWhereItWouldBe(MaildirSettings settings, StoreFaults faults)
    {
        if (settings.Within is not { } within) return;
        for (var path = Path.GetFullPath(settings.Path); path is not null; path = Path.GetDirectoryName(path))
        {
            using var directory = DirectoryHandle.TryOpen(path, out _);
            if (directory is null) continue;
            if (!LiesIn(directory, within)) throw Refuse(faults);
            return;
        }
    }

    private static bool LiesIn(DirectoryHandle directory, string within)
    {
        using var around = DirectoryHandle.TryOpen(Path.GetFullPath(within), out _);
        return around?.RealPath() is { } outer && directory.RealPath() is { } inner
            && (inner == outer || inner.StartsWith(outer.TrimEnd('/') + "/", StringComparison.Ordinal));
    }

    private static FaultException Refuse(StoreFaults faults) =>
        faults.Make(ConnectorFaults.StoreUnusable, $"{faults.Store} is refused: a link leads out of the folder that all mailboxes of this store lie in.");
}
