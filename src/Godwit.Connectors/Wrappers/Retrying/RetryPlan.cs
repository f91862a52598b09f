namespace Godwit.Connectors;

/// <summary>How long and how often to try again. The pause doubles from the first to the longest; a part of each is left to chance, so that many lanes do not come back together.</summary>
public sealed record RetryPlan
{
    /// <summary>What one call may spend on trying again, pauses included. A pause that would go beyond it is not begun.</summary>
    public required TimeSpan Budget { get; init; }

    /// <summary>How often a call is made at most, the first time included.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The pause before the second attempt.</summary>
    public required TimeSpan FirstPause { get; init; }

    /// <summary>The longest pause, unless the other side asks for a longer one.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>Which part of a pause is left to chance, from 0 (none) to 1 (anything from nothing to the whole pause).</summary>
    public double Jitter { get; init; } = 0.5;

    /// <summary>For a single command, which somebody watches: up to a minute.</summary>
    public static RetryPlan Command { get; } = new()
    {
        Budget = TimeSpan.FromSeconds(60),
        MaxAttempts = 60,
        FirstPause = TimeSpan.FromMilliseconds(250),
        LongestPause = TimeSpan.FromSeconds(10),
    };

    /// <summary>For a service: 60 times 30 seconds, as administrators know it.</summary>
    public static RetryPlan Service { get; } = new()
    {
        Budget = TimeSpan.FromMinutes(30),
        MaxAttempts = 60,
        FirstPause = TimeSpan.FromSeconds(30),
        LongestPause = TimeSpan.FromSeconds(30),
        Jitter = 0.1,
    };

    /// <summary>The pause after this many attempts, by a random number from 0 to 1.</summary>
    public TimeSpan PauseAfter(int attempts, double random)
    {
        var whole = Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 62)), LongestPause.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (1 - Jitter * random));
    }
}

/// <summary>Told before each repetition.</summary>
/// <param name="Call">What is tried again.</param>
/// <param name="Fault">What had gone wrong.</param>
/// <param name="Attempt">Which attempt comes now; 2 for the first repetition.</param>
/// <param name="Pause">How long is waited before it.</param>
public readonly record struct RetryNotice(LaneCall Call, Fault Fault, int Attempt, TimeSpan Pause);
