using System.Text;

namespace Godwit.Serving;

/// <summary>The files of a log, one of them open. For one thread.</summary>
internal sealed class LogParts(string folder, ILogLayout layout, int keepDays, TimeProvider clock) : IDisposable
{
    private string _name = "";
    private int _part = 1;
    private StreamWriter? _file;

    public void Write(string line)
    {
        var now = clock.GetUtcNow();
        if (_file is null || layout.FileName(now, _part) != _name || _file.BaseStream.Position >= layout.MaxBytes) Open(now);
        _file!.WriteLine(line);
    }

    public void Flush() => _file?.Flush();

    /// <summary>Forgets a file that could not be written to.</summary>
    public void Abandon()
    {
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What it still held was counted as lost already.
        }
    }

    public void Dispose() => Abandon();

    private void Open(DateTimeOffset now)
    {
        _file?.Dispose();
        _file = null;
        Directory.CreateDirectory(folder);
        RemoveOld(now);
        // Within one period the numbers go on, also past parts that were removed.
        if (layout.FileName(now, _part) != _name) _part = 1;
        while (LengthOf(layout.FileName(now, _part)) >= layout.MaxBytes) _part++;
        _name = layout.FileName(now, _part);
        var stream = new FileStream(Path.Combine(folder, _name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _file = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024) { NewLine = "\r\n" };
        _file.Write(layout.Prolog(now));
    }

    private long LengthOf(string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return file.Exists ? file.Length : 0;
    }

    private void RemoveOld(DateTimeOffset now)
    {
        if (keepDays == 0 && layout.MaxFiles == int.MaxValue) return;
        var files = new DirectoryInfo(folder).EnumerateFiles(layout.Pattern).OrderByDescending(static file => file.LastWriteTimeUtc).ToList();
        // The one that is opened next is one of the most.
        for (var i = 0; i < files.Count; i++)
            if (i >= layout.MaxFiles - 1 || (keepDays > 0 && now - files[i].LastWriteTimeUtc > TimeSpan.FromDays(keepDays))) files[i].Delete();
    }
}
