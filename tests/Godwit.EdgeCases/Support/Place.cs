namespace Godwit.EdgeCases;

/// <summary>A message as a store keeps it; its bytes as Latin-1 text, so that a failing assertion can be read.</summary>
internal sealed record Kept(FolderPath Folder, uint Uid, string Text, MessageFlags Flags, ReceivedDate? Received)
{
    /// <summary>What must be equal on both sides: everything but the uid.</summary>
    public string Likeness => $"{Folder}|{Received?.UnixSeconds}|{Flags}|{Text}";
}

/// <summary>A mailbox that a test fills and looks into by a back door, and that the engine reaches through its connector.</summary>
internal abstract class Place : IDisposable
{
    /// <summary>The way in, as one side of a move.</summary>
    public abstract IMailboxConnector As(Side side);

    /// <summary>Makes a folder.</summary>
    public abstract void Create(FolderPath path, SpecialUse role = SpecialUse.None);

    /// <summary>New mail arrives.</summary>
    public abstract uint Deliver(FolderPath folder, byte[] message, MessageFlags flags, ReceivedDate received);

    /// <summary>Every message, folder by folder, in uid order.</summary>
    public abstract IReadOnlyList<Kept> All();

    public abstract void Dispose();

    public void Create(string path, SpecialUse role = SpecialUse.None) => Create(FolderPath.Parse(path), role);

    public uint Deliver(string folder, byte[] message, MessageFlags flags = default, int number = 0) =>
        Deliver(FolderPath.Parse(folder), message, flags, Letters.Received(number));

    /// <summary>Delivers plain letters of these numbers.</summary>
    public void Fill(string folder, int count, int first = 0)
    {
        for (var number = first; number < first + count; number++) Deliver(folder, Letters.Plain(number), default, number);
    }

    public IReadOnlyList<Kept> In(string folder) => In(FolderPath.Parse(folder));

    public IReadOnlyList<Kept> In(FolderPath folder) => [.. All().Where(m => m.Folder == folder)];

    /// <summary>The message whose text holds this.</summary>
    public Kept With(string text) => Assert.Single(All(), m => m.Text.Contains(text, StringComparison.Ordinal));
}
