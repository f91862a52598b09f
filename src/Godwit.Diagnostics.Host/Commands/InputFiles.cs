using System.Text;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Files that are named on the command line. What cannot be used is a fault with a sentence.</summary>
internal static class InputFiles
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>A file cannot be read or written, or an argument has no meaning.</summary>
    public static readonly FaultKind Unusable = new("GW5900", "Argument of a diagnosis command cannot be used", Reach.Service, Remedy.FixConfiguration);

    /// <summary>The text of a file of at most 64 MB.</summary>
    /// <exception cref="FaultException">It cannot be read, or is larger.</exception>
    public static string Read(string path) => Guard(path, () =>
    {
        if (new FileInfo(path).Length > MaxBytes) throw new IOException("it is larger than 64 MB");
        return File.ReadAllText(path);
    });

    /// <summary>Writes a file.</summary>
    /// <exception cref="FaultException">It cannot be written.</exception>
    public static void Write(string path, Action<TextWriter> write) => Guard(path, () =>
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
        return true;
    });

    /// <summary>Reads an argument that has a grammar.</summary>
    /// <exception cref="FaultException">It is against it.</exception>
    public static T Parse<T>(string option, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException wrong)
        {
            throw Refuse($"{option}: {wrong.Message}.");
        }
    }

    /// <summary>A refusal of an argument.</summary>
    public static FaultException Refuse(string told) => new(new Fault(Unusable, Side.Service, told));

    private static T Guard<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FaultException(new Fault(Unusable, Side.Service, $"The file '{OtherSideText.Show(path)}' cannot be used: {OtherSideText.Show(broken.Message)}"), broken);
        }
    }
}
