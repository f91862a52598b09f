namespace Godwit.Connectors.Maildir;

/// <summary>
/// Refuses to make a Maildir among other things: whoever names a folder full of them has mistaken the path, and could not tell ours from theirs afterwards.
/// </summary>
internal static class Vacancy
{
    private static readonly string[] Beginnings = ["dovecot", "courier", "maildir"];

    /// <exception cref="FaultException"><see cref="ConnectorFaults.StoreUnusable"/>: the directory holds what neither a mail server nor an interrupted run of ours leaves.</exception>
    public static void Check(DirectoryHandle root, StoreFaults faults)
    {
        var others = Others(root, faults);
        if (others.Count == 0) return;
        var held = $"'{OtherSideText.Show(others.Min(StringComparer.Ordinal)!)}'" + (others.Count == 1 ? "" : $" and {others.Count - 1} more");
        throw faults.Make(ConnectorFaults.StoreUnusable, $"{faults.Store} is neither empty nor a Maildir: it holds {held}. Name another folder, which may be new, or make cur, new and tmp in it if it is the one.");
    }

    private static List<string> Others(DirectoryHandle root, StoreFaults faults)
    {
        if (!DirectoryReader.TryOpen(root, out var reader, out var error)) throw faults.Make(ConnectorFaults.StoreUnusable, $"{faults.Store} cannot be listed: {Errno.Describe(error)}.");
        var others = new List<string>();
        try
        {
            while (reader.MoveNext(out _))
            {
                if (!MayStand(root, reader.Name)) others.Add(FileNames.Show(reader.Name));
            }
        }
        finally { reader.Dispose(); }
        return others;
    }

    /// <summary>
    /// What is no sign of a mistake: the file system's own directory, the <c>tmp</c> that we make first and may have been killed after, an empty file with a dot before it (<c>.keep</c>, which holds the place of an
    /// empty directory), and what mail servers keep beside an INBOX that nobody has opened yet.
    /// </summary>
    private static bool MayStand(DirectoryHandle root, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("lost+found"u8) || name.SequenceEqual("subscriptions"u8)) return true;
        if (root.Stat(name, out var facts) < 0) return true;
        if (name.SequenceEqual("tmp"u8)) return facts.IsDirectory;
        if (name[0] == (byte)'.') return facts is { IsRegular: true, Size: 0 };
        var shown = FileNames.Show(name);
        return facts.IsRegular && Beginnings.Any(b => shown.StartsWith(b, StringComparison.Ordinal));
    }
}
