namespace Godwit.EndToEnd.Proxies;

/// <summary>Dovecot's own replication, by two configurations and a pipe: the other side has the same folders, generations and uids afterwards.</summary>
internal static class Dsync
{
    /// <summary>Makes the mailbox of a user on the other server the same as here, in both directions.</summary>
    public static async Task SyncAsync(RealServer here, RealServer there, string user)
    {
        // With our environment the other half would read our configuration: doveadm hands it on in there.
        string[] other = ["env", "-i", "PATH=/usr/bin:/bin", "doveadm", "-c", Configuration(there), "dsync-server", "-u", user];
        (await Command.RunAsync("doveadm", ["-c", Configuration(here), "sync", "-u", user, .. other])).OutputOrThrow("doveadm sync");
    }

    private static string Configuration(RealServer server) => Path.Combine(server.Folder, "dovecot.conf");
}
