using System.CommandLine;

namespace Godwit.Cli;

/// <summary>The options that choose what takes part.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> _include = Options.Texts("--include", "FOLDER", $"Only this folder; FOLDER/* with everything below. Well-known names: {FolderPatternText.WellKnown}.");
    private readonly Option<string[]> _exclude = Options.Texts("--exclude", "FOLDER", "Never this folder; stronger than --include.");
    private readonly Option<string?> _since = Options.Text("--since", "DATE", "Only messages received at or after this moment (2024-01-31, UTC).");
    private readonly Option<string?> _before = Options.Text("--before", "DATE", "Only messages received before this moment.");
    private readonly Option<string?> _minSize = Options.Text("--min-size", "SIZE", "Only messages of at least this size (100kB).");
    private readonly Option<string?> _maxSize = Options.Text("--max-size", "SIZE", "Only messages of at most this size (25MB).");
    private readonly Option<string[]> _onlyFlag = Options.Texts("--only-flag", "FLAG", "Only messages with this flag or keyword (Flagged, $Important).");
    private readonly Option<string[]> _skipFlag = Options.Texts("--skip-flag", "FLAG", "No message with this flag or keyword (Deleted).");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_include, _exclude, _since, _before, _minSize, _maxSize, _onlyFlag, _skipFlag]) command.Add(option);
    }

    public MessageFilter Read(OptionReader reader)
    {
        var filter = new MessageFilter
        {
            IncludeFolders = reader.Folders(_include),
            ExcludeFolders = reader.Folders(_exclude),
            Since = reader.Moment(_since),
            Before = reader.Moment(_before),
            MinBytes = reader.Bytes(_minSize),
            MaxBytes = reader.Bytes(_maxSize),
            OnlyWith = reader.Flags(_onlyFlag),
            NoneWith = reader.Flags(_skipFlag),
        };
        if (filter.Since >= filter.Before) reader.Problems.Add(UsageFaults.BadOptionValue, "--since is not before --before: no message could take part.");
        if (filter.MinBytes > filter.MaxBytes) reader.Problems.Add(UsageFaults.BadOptionValue, "--min-size is above --max-size: no message could take part.");
        return filter;
    }
}
