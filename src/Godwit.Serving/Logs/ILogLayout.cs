namespace Godwit.Serving;

/// <summary>How a log is laid out: names of files and what stands at their beginning.</summary>
public interface ILogLayout
{
    /// <summary>The pattern that all files of this log match, for removing old ones.</summary>
    string Pattern { get; }

    /// <summary>A file is full from here on and the next part begins; <see cref="long.MaxValue"/>: never.</summary>
    long MaxBytes { get; }

    /// <summary>The most files that are kept, whatever their age; a flood of requests must not fill the disk.</summary>
    int MaxFiles => int.MaxValue;

    /// <summary>The name of the file for a time; <paramref name="part"/> counts from 1.</summary>
    string FileName(DateTimeOffset time, int part);

    /// <summary>The lines that begin a file, or go on in one after a restart.</summary>
    string Prolog(DateTimeOffset time);
}
