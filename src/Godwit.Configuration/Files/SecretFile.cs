using System.Text;

namespace Godwit.Configuration;

/// <summary>Secrets are kept in files of their own or in the environment, never in the configuration.</summary>
public static class SecretFile
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The file's first line.</summary>
    /// <exception cref="FaultException">It cannot be read, is empty or too long.</exception>
    public static string Read(string path)
    {
        var first = FirstLine(Bytes(path));
        return first.Length > 0 ? first : throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The file '{path}' holds no secret: its first line is empty.");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The file '{path}' is too long for a secret: at most {MaxBytes} bytes.");
            return bytes[..length];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The file '{path}' that shall hold a secret cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static string FirstLine(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
