namespace Godwit.Administration.Parsing;

/// <summary>A number without bound, as <c>Unlimited</c> was given.</summary>
internal sealed record Unlimited
{
    public static readonly Unlimited Value = new();
}

/// <summary>A command line that was understood.</summary>
/// <param name="Command">The command.</param>
/// <param name="Values">
/// What was given, by parameter name: <see cref="bool"/>, <see cref="string"/>, <see cref="long"/>, <see cref="Unlimited"/>, <see cref="TimeSpan"/>, <see cref="Moment"/>, a list of strings, <see cref="Uri"/>.
/// </param>
internal sealed record GivenCommand(Command Command, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>The value as text, or null when it was not given.</summary>
    public string? Text(string name) => Values.GetValueOrDefault(name) as string;

    /// <summary>True when a switch or flag was given and not taken back.</summary>
    public bool IsSet(string name) => Values.GetValueOrDefault(name) is true;

    /// <summary>The list, empty when it was not given.</summary>
    public IReadOnlyList<string> List(string name) => Values.GetValueOrDefault(name) as IReadOnlyList<string> ?? [];
}
