using System.Net;
using System.Net.Sockets;

namespace Godwit.EndToEnd.RealServers;

/// <summary>
/// Ports of this machine that stay one's own while a server is down, as <c>servers/common.sh</c> gives them out: below the ephemeral range, a claim being a link to the claimer's folder, void when that is gone.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 20_000, Last = 31_999, Tries = 500;

    private static string Claims => Path.Combine(Path.GetTempPath(), "godwit-ports");

    /// <summary>A free port, claimed for as long as the folder is there.</summary>
    public static int Claim(string folder)
    {
        Directory.CreateDirectory(Claims);
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (TryClaim(port, folder)) return port;
        }
        throw new InvalidOperationException("no free port found");
    }

    private static bool TryClaim(int port, string folder)
    {
        var claim = new FileInfo(Path.Combine(Claims, port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        try
        {
            if (claim.LinkTarget is { } claimer && !Directory.Exists(claimer)) claim.Delete();
            if (claim.LinkTarget is not null || !IsFree(port)) return false;
            claim.CreateAsSymbolicLink(folder);
            return true;
        }
        catch (IOException)
        {
            return false; // somebody was faster
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Gives back what a folder had claimed.</summary>
    public static void Release(string folder)
    {
        foreach (var claim in new DirectoryInfo(Claims).EnumerateFileSystemInfos())
            if (claim.LinkTarget == folder) claim.Delete();
    }
}
