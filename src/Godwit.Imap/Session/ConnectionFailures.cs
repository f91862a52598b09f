using System.Net.Sockets;

namespace Godwit.Imap;

/// <summary>Says of any exception what it means for a connection.</summary>
internal static class ConnectionFailures
{
    internal static ImapConnectionException Of(Exception cause) => cause switch
    {
        ImapConnectionException known => known,
        TimeoutException or IOException { InnerException: TimeoutException } => new(ConnectionEnd.TimedOut, "The server did not answer in time.", cause),
        ObjectDisposedException => new(ConnectionEnd.ClosedByUs, "The connection was closed on this side.", cause),
        InvalidDataException => new(ConnectionEnd.Violation, "The server's compressed data are damaged.", cause),
        IOException or SocketException => new(ConnectionEnd.Lost, "The connection broke off.", cause),
        _ => new(ConnectionEnd.ClosedByUs, "The connection was closed because a command could not be finished.", cause),
    };
}
