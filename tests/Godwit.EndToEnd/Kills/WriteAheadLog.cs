using System.Buffers.Binary;

namespace Godwit.EndToEnd.Kills;

/// <summary>What a killed process left in the write-ahead log of its SQLite file (sqlite.org/fileformat2.html section 4).</summary>
internal static class WriteAheadLog
{
    private const int HeaderBytes = 32, FrameHeaderBytes = 24;

    /// <summary>True when the log ends in frames that no commit follows: its writer died inside a transaction.</summary>
    public static bool EndsInsideTransaction(string path)
    {
        var log = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (log.Length < HeaderBytes + FrameHeaderBytes) return false;
        var frame = FrameHeaderBytes + BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var salts = log.AsSpan(16, 8).ToArray();
        var isOpen = false;
        for (var at = HeaderBytes; at + FrameHeaderBytes <= log.Length; at += frame)
        {
            // Frames of an earlier round of the log have other salts. Only a transaction's last frame tells the size of the database.
            if (!log.AsSpan(at + 8, 8).SequenceEqual(salts)) break;
            isOpen = at + frame > log.Length || BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at + 4)) == 0;
        }
        return isOpen;
    }
}
