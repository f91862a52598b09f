namespace Godwit.Diagnostics.Logs;

/// <summary>What is to be read.</summary>
/// <param name="Paths">Files, archives and folders.</param>
/// <param name="Input">Opens standard input; null: it is not read.</param>
public sealed record LogSources(IReadOnlyList<string> Paths, Func<Stream>? Input)
{
    private const int MaxPastedBytes = 64 * 1024 * 1024;

    /// <summary>All inputs. Standard input is held in memory, since it can be read only once: at most 64 MB of it.</summary>
    internal List<LogInput> Find(Action<string, string> problems, DateTimeOffset now)
    {
        var inputs = LogInputs.Find(Paths, problems);
        if (Input is not null) inputs.Add(Pasted(Input, problems, now));
        return inputs;
    }

    private static LogInput Pasted(Func<Stream> open, Action<string, string> problems, DateTimeOffset now)
    {
        using var stream = open();
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (bytes.Length + read > MaxPastedBytes)
            {
                problems("standard input", "only the first 64 MB are read; name the file instead");
                break;
            }
            bytes.Write(buffer, 0, read);
        }
        var text = bytes.ToArray();
        return new LogInput("standard input", "", now, () => new MemoryStream(text, writable: false));
    }
}
