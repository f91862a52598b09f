using System.Security.Cryptography;
using Godwit.Connectors.Memory;

namespace Godwit.Cli;

/// <summary>
/// What a process does slowly the first time it does it. Code that was compiled ahead is bound to what it calls when it first runs, some tens of milliseconds in all, and the first SHA-256 loads the system's
/// cryptography: on threads of their own that is over before the connections are made. Nothing depends on it (<c>docs/adr/0007</c>).
/// </summary>
internal static class WarmUp
{
    /// <summary>Begins; never fails.</summary>
    public static void Start()
    {
        Begin("warm hashing", static () => SHA256.HashData([]));
        Begin("warm engine", static () => MoveInMemory());
        Begin("warm report", static () => JsonReport.Write(TextWriter.Null, new MoveResult(), dryRun: false));
    }

    private static void Begin(string name, Action act) => new Thread(() =>
    {
        try { act(); }
        catch (Exception e) when (e is not OutOfMemoryException) { return; }
    }) { IsBackground = true, Name = name }.Start();

    /// <summary>Two messages from one mailbox in memory to another.</summary>
    internal static MoveResult MoveInMemory()
    {
        var source = new MemoryMailbox("source");
        source.CreateFolder(FolderPath.Of("Archive"));
        foreach (var folder in new[] { FolderPath.Inbox, FolderPath.Of("Archive") })
            source.Deliver(folder, MemoryContent.Of("Subject: one\r\n\r\nbody\r\n"u8.ToArray()), default, new ReceivedDate(1_700_000_000, 0));
        return new MailboxMove(new MoveSettings { Lanes = 2 }, new MemoryConnector(source), new MemoryConnector(new MemoryMailbox("target")), new MemoryLedger(), MoveEnvironment.System).Run(CancellationToken.None);
    }
}
