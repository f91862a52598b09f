using System.Text;

namespace Godwit.Connectors.Maildir.Tests;

/// <summary>A Maildir made file by file, as other programs leave it, and lanes over it.</summary>
internal sealed class HandmadeMaildir : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HandmadeMaildir() => AddFolder("");

    /// <summary>What a lane is opened with; the index stands beside the Maildir.</summary>
    public Func<MaildirSettings, MaildirSettings> Settings { get; set; } = s => s;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public string Root => _folder.Below("mail");

    public string IndexFolder => _folder.Below("index");

    public string Outside => _folder.Below("outside");

    public MaildirConnector NewConnector() =>
        new(Settings(new MaildirSettings(Root) { IndexFolder = IndexFolder, Syncing = FileSyncing.Never, LockPatience = TimeSpan.Zero }), Clock, Random.Shared);

    public IMailboxSource OpenSource() => NewConnector().OpenSource(CancellationToken.None);

    public IMailboxTarget OpenTarget() => NewConnector().OpenTarget(CancellationToken.None);

    public void AddFolder(string name)
    {
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(Root, name, part));
    }

    /// <summary>Writes a message file; <paramref name="path"/> is relative to the root.</summary>
    public string Write(string path, string content = "Subject: x\n\nbody\n", DateTimeOffset? modified = null) => Write(path, Encoding.Latin1.GetBytes(content), modified);

    public string Write(string path, byte[] content, DateTimeOffset? modified = null)
    {
        var file = Path.Combine(Root, path);
        File.WriteAllBytes(file, content);
        if (modified is { } time) File.SetLastWriteTimeUtc(file, time.UtcDateTime);
        return file;
    }

    /// <summary>Names of all message files of a folder, sorted.</summary>
    public IEnumerable<string> Files(string folder = "") =>
        Directory.GetFiles(Path.Combine(Root, folder, "new")).Concat(Directory.GetFiles(Path.Combine(Root, folder, "cur"))).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();
}
