using System.CommandLine;

namespace Godwit.Cli;

/// <summary>The options about the way between us and the stores.</summary>
internal sealed class LinkOptions
{
    private readonly Option<bool> _compress = Options.Flag("--compress", "Compress where the server can (pays below some 100 Mbit/s).");
    private readonly Option<string?> _ca = Options.Text("--ca", "FILE", "Trust the authorities in FILE (PEM) instead of the system's, for both stores; ?ca=FILE in an address for one.");
    private readonly Option<string?> _wireLog = Options.Text("--wire-log", "FILE", "Write what is said to the servers and by them into FILE, without messages; passwords are masked.");
    private readonly Option<string?> _limitRate = Options.Text("--limit-rate", "SIZE", "Read at most so many bytes a second (5MB).");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_ca, _compress, _wireLog, _limitRate]) command.Add(option);
    }

    public LinkSettings Read(OptionReader reader)
    {
        var rate = reader.Bytes(_limitRate, suffix: "/s");
        if (rate < 1_000) reader.Problems.Add(UsageFaults.BadOptionValue, "--limit-rate needs at least 1kB.");
        return new LinkSettings(reader.Flag(_compress), reader.FilePath(_wireLog), rate) { AuthoritiesFile = reader.FilePath(_ca) };
    }
}

/// <summary>How the stores are reached.</summary>
/// <param name="Compress">Compress where the server can.</param>
/// <param name="WireLogFile">Where to write what is said; null for nowhere.</param>
/// <param name="BytesPerSecond">The most bytes read a second; null for no limit.</param>
public sealed record LinkSettings(bool Compress, string? WireLogFile, long? BytesPerSecond)
{
    /// <summary>The authorities to trust where an address does not say; null for the system's.</summary>
    public string? AuthoritiesFile { get; init; }
}
