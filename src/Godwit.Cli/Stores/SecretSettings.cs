namespace Godwit.Cli;

/// <summary>Where the secret of one side comes from, as the administrator wrote it.</summary>
/// <param name="Side">"from" or "to": the beginning of the options and of the variable's name.</param>
public sealed record SecretSettings(string Side)
{
    /// <summary>A file that holds it; else null.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>A command whose standard output is a token; else null.</summary>
    public string? TokenCommand { get; init; }

    /// <summary>The secret itself, where the list of mailboxes has it or somebody typed it for all of them; else null.</summary>
    internal Secret? Given { get; init; }

    /// <summary>The environment variable: <c>GODWIT_FROM_PASSWORD</c> or <c>GODWIT_TO_PASSWORD</c>.</summary>
    public string Variable => $"GODWIT_{Side.ToUpperInvariant()}_PASSWORD";
}
