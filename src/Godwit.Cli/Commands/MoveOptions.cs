namespace Godwit.Cli;

/// <summary>A move as it was asked for; every value has been read and is within its bounds.</summary>
/// <param name="From">The store to read.</param>
/// <param name="To">The store to write.</param>
/// <param name="Link">The way between.</param>
/// <param name="Settings">What the engine shall do.</param>
public sealed record MoveOptions(ChosenStore From, ChosenStore To, LinkSettings Link, MoveSettings Settings)
{
    /// <summary>The state file, absolute; null for the one of the pair in the user's state folder.</summary>
    public string? StatePath { get; init; }

    /// <summary>Print one object of JSON at the end instead of a summary.</summary>
    public bool Json { get; init; }
}
