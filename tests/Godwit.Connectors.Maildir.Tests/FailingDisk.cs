namespace Godwit.Connectors.Maildir.Tests;

/// <summary>A disk with so much room left and so many renames, that notes what is done with it: w, s (a file or directory), S (the file system), r.</summary>
internal sealed unsafe class FailingDisk : Disk
{
    public long Room { get; set; }

    public long Renames { get; set; } = long.MaxValue;

    public List<char> Log { get; } = [];

    public override int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        Log.Add('w');
        var fits = (int)Math.Min(bytes.Length, Room);
        Room -= fits;
        var error = base.Write(descriptor, bytes[..fits]);
        return fits < bytes.Length ? -Errno.NoSpace : error;
    }

    public override int Sync(int descriptor)
    {
        Log.Add('s');
        return 0;
    }

    public override int SyncFileSystem(int descriptor)
    {
        Log.Add('S');
        return 0;
    }

    public override int Rename(int fromDirectory, byte* from, int toDirectory, byte* to)
    {
        Log.Add('r');
        return Renames-- > 0 ? base.Rename(fromDirectory, from, toDirectory, to) : -Errno.NoSpace;
    }
}
