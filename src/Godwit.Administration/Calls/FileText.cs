using System.Text;

namespace Godwit.Administration.Calls;

/// <summary>Reads files that a command line names, as UTF-8 and within a bound.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole text, without a byte order mark.</summary>
    /// <exception cref="FaultException">The file cannot be read, is too large, or is no UTF-8.</exception>
    public static string Read(string path, int maxBytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[maxBytes + 1];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > maxBytes) throw CommandFaults.Refuse(CommandFaults.FileUnusable, string.Create(CultureInfo.InvariantCulture, $"'{OtherSideText.Show(path)}' is larger than {new ByteSize(maxBytes)}."));
            return Strict.GetString(WithoutMark(bytes.AsSpan(0, count)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"'{OtherSideText.Show(path)}' cannot be read: {(unreadable is DecoderFallbackException ? "it is not UTF-8" : unreadable.Message.TrimEnd('.'))}.", unreadable);
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
}
