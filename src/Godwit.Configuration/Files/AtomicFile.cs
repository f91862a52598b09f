namespace Godwit.Configuration;

/// <summary>Small files that are replaced as a whole, so that a reader sees the old or the new one and a crash leaves one of them.</summary>
public static class AtomicFile
{
    /// <summary>The most bytes a configuration, users or state file may have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Replaces a file. Only its owner may read it.</summary>
    public static void Write(string path, string text)
    {
        var fresh = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.new";
        try
        {
            WriteThrough(fresh, text);
            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Makes a file, as a whole or not at all; one that is there already stays, also when two make it at once. Only its owner may read it.</summary>
    /// <returns>False when it was there.</returns>
    public static bool WriteIfMissing(string path, string text)
    {
        if (File.Exists(path)) return false;
        var fresh = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.new";
        try
        {
            WriteThrough(fresh, text);
            File.Move(fresh, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
            return false;
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Reads a file that must not be longer than <see cref="MaxBytes"/>.</summary>
    public static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > MaxBytes) throw new IOException($"it is longer than {MaxBytes} bytes");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Does something while no other process changes the file: read, change, write.</summary>
    public static T Alone<T>(string path, Func<T> change)
    {
        using var held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        return change();
    }

    private static void WriteThrough(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }
}
